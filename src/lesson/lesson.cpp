#include "lesson/lesson.h"

#include <algorithm>
#include <cstdint>

#include "base/fd.h"
#include "base/files/user_file.h"
#include "base/text/lines.h"
#include "claims/field.h"
#include "findings/table.h"
#include "lesson/problems.h"
#include "lesson/questions/question_reader.h"
#include "lesson/reading/claim_reader.h"
#include "lesson/reading/limits_reader.h"
#include "lesson/reading/toml.h"

namespace procdemo::lesson {

namespace {

namespace fs = std::filesystem;

// lesson.toml, version 1: its top level.
const std::vector<std::string> keys = {
    "name",  "order", "program",  "title",          "summary", "source",  "watch",
    "view",  "needs", "limits",   "limit_expected", "probes",  "option",  "file",
    "claim", "check", "findings", "python",         "in",      "question"};

// Where a key has a few values, told as TOML: `"guard" | "live"`.
std::string one_of(const Node& node, const std::string& value, const std::string& other = "") {
  const std::string& text = node.text();
  if (text == value || (!other.empty() && text == other)) return text;
  throw node.has_to_be("\"" + value + "\"" + (other.empty() ? "" : " | \"" + other + "\""));
}

// The lines from the first that holds `first` to the first, there or after it, that holds `last`.
Source read_source(const Node& node, const Lesson& lesson, const std::string& program) {
  const std::string text = read_user_file((lesson.folder / program).string());
  node.only({"first", "last"});
  const Node* mark = &node.at("first");
  Source source{program, 0, ""};
  std::string_view rest = text, line;
  for (int number = 1; next_line(rest, line); ++number) {
    if (source.first_line == 0 && line.find(mark->text()) != line.npos) {
      source.first_line = number;
      mark = &node.at("last");
    }
    if (source.first_line == 0) continue;
    source.text.append(line).append("\n");
    if (line.find(mark->text()) != line.npos) return source;
  }
  throw mark->problem(LessonProblem::source_not_found, {mark->text()});
}

std::string read_program(const Node& node, const fs::path& folder) {
  const fs::path program = folder / node.text();
  if (fs::is_regular_file(program)) return node.text();
  throw node.problem(LessonProblem::program_missing, {node.text()});
}

void read_needs(const Node& node, Lesson& lesson) {
  lesson.guarded = one_of(node, "guard", "live") == "guard";
  lesson.live_only = !lesson.guarded;
}

int read_order(const Node& node) {
  constexpr int most = 9999;
  const std::int64_t order = node.integer();
  if (order < 1 || order > most) throw node.has_to_be("1 ... " + std::to_string(most));
  return static_cast<int>(order);
}

// What every lesson has.
void read_required(const Node& root, Lesson& lesson) {
  lesson.name = root.at("name").text();
  lesson.order = read_order(root.at("order"));
  lesson.program = read_program(root.at("program"), lesson.folder);
  lesson.title = root.at("title").wording();
  lesson.summary = root.at("summary").wording();
}

// Values of options, as the command line would give them.
OptionValues read_values(const Node& table, const std::vector<LessonOption>& options) {
  std::vector<std::string> names;
  for (const LessonOption& option : options) names.push_back(option.name);
  table.only(names);
  OptionValues values;
  for (const Node& entry : table.entries()) {
    values[entry.key()] = entry.is_number()  ? text_of(entry.number())
                          : entry.is<bool>() ? std::string(entry.boolean() ? "true" : "false")
                                             : entry.text();
  }
  const OptionValues checked = check_options(options, values);
  for (auto& [name, value] : values) value = checked.at(name);
  return values;
}

std::vector<std::string> read_findings(const Node& list) {
  std::vector<std::string> known;
  for (const FindingRow& row : finding_rows()) known.emplace_back(row.id);
  for (const Node& id : list.elements()) {
    if (!find_row(id.text())) throw id.unknown(id.text(), known);
  }
  return list.texts();
}

// "fork.py" beside "fork.cpp": the lesson's program once more.
void find_python_program(Lesson& lesson) {
  const fs::path program(lesson.program);
  const fs::path python = fs::path(program).replace_extension(".py");
  const bool has_both =
      program.extension() == ".cpp" && fs::is_regular_file(lesson.folder / python);
  if (has_both) lesson.python = python.string();
}

// Which of the two is run is an option.
void read_python(const Node& root, Lesson& lesson) {
  find_python_program(lesson);
  const Node* const source = root.find("python");
  const Node* const in = root.find("in");
  if (lesson.python.empty()) {
    if (const Node* const node = source ? source : in) {
      throw node->problem(LessonProblem::program_missing,
                          {fs::path(lesson.program).replace_extension(".py").string()});
    }
    return;
  }
  if (source) lesson.python_source = read_source(*source, lesson, lesson.python);
  LessonOption option = program_language();
  if (in) option.initial = one_of(*in, option.choices[0], option.choices[1]);
  lesson.options.push_back(option);
}

// What some have. Files and claims come after the options, which they may name.
void read_optional(const Node& root, Lesson& lesson) {
  if (const Node* node = root.find("source")) {
    lesson.source = read_source(*node, lesson, lesson.program);
  }
  if (const Node* node = root.find("watch")) lesson.watch = node->texts();
  if (const Node* node = root.find("view")) lesson.view = one_of(*node, "generations");
  if (const Node* node = root.find("needs")) read_needs(*node, lesson);
  if (const Node* node = root.find("limits")) lesson.limits = read_limits(*node);
  if (const Node* node = root.find("limit_expected")) lesson.limit_expected = node->boolean();
  if (const Node* node = root.find("findings")) lesson.findings = read_findings(*node);
  if (const Node* node = root.find("probes")) lesson.probes = node->texts();
  if (const Node* node = root.find("option")) lesson.options = read_options(*node);
  read_python(root, lesson);
  if (const Node* node = root.find("check")) lesson.check = read_values(*node, lesson.options);
  if (const Node* node = root.find("file")) lesson.files = read_files(*node, lesson.options);
  if (const Node* node = root.find("claim")) lesson.claims = read_claims(*node, lesson.options);
  if (const Node* node = root.find("question")) {
    lesson.questions = read_questions(*node, {lesson.name, lesson.options, lesson.claims});
  }
  for (Claim& claim : lesson.claims) claim.needs_live = claim.needs_live || lesson.live_only;
}

// Kept as it was given, for messages, but without a slash at its end.
fs::path checked_folder(const fs::path& given) {
  if (!fs::is_directory(given)) {
    throw Problem(Status::usage, LessonProblem::no_such_folder, {given.string()});
  }
  if (!fs::is_regular_file(given / "lesson.toml")) {
    throw Problem(Status::usage, LessonProblem::not_a_lesson, {given.string()});
  }
  return given.has_filename() ? given : given.parent_path();
}

}  // namespace

Lesson load_lesson(const fs::path& folder) {
  Lesson lesson;
  lesson.folder = checked_folder(folder);
  lesson.id = fs::canonical(lesson.folder).filename().string();
  const Node root = parse_toml((lesson.folder / "lesson.toml").string());
  root.only(keys);
  read_required(root, lesson);
  read_optional(root, lesson);
  lesson.pages[static_cast<int>(Language::en)] = load_page(lesson.folder / "en.md");
  lesson.pages[static_cast<int>(Language::zh)] = load_page(lesson.folder / "zh.md");
  return lesson;
}

OptionValues check_options(const Lesson& lesson, const OptionValues& given) {
  return check_options(lesson.options, given);
}

std::vector<std::string> arguments(const Lesson& lesson, const OptionValues& values) {
  std::vector<std::string> arguments;
  for (const LessonOption& option : lesson.options) {
    if (option.name != program_language().name) arguments.push_back(values.at(option.name));
  }
  return arguments;
}

Run header(const Lesson& lesson, const OptionValues& values) {
  Run run;
  run.lesson = lesson.name;
  run.limits = lesson.limits;
  run.view = lesson.view;
  run.title = lesson.title;
  run.look = {lesson.page(Language::en).look(), lesson.page(Language::zh).look()};
  run.next = {lesson.page(Language::en).next(), lesson.page(Language::zh).next()};
  run.source = is_python(values) ? lesson.python_source : lesson.source;
  for (const Claim& claim : lesson.claims) run.claims.push_back({claim.id, claim.words});
  return run;
}

}  // namespace procdemo::lesson
