#include "questions/knowledge.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gnu/libc-version.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <ranges>
#include <system_error>
#include <utility>

#include "base/files/user_file.h"
#include "base/problem.h"
#include "lesson/cache.h"
#include "lesson/catalogue.h"
#include "lesson/problems.h"
#include "lesson/program.h"
#include "lesson/questions/run_words.h"
#include "trace/json_text.h"

namespace procdemo::questions {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr int version = 1;
constexpr std::chrono::seconds first_use{10}, checked{60};

Json json_of(const Shipped::Entry& entry) {
  Json outputs = Json::object(), conditions = Json::array();
  for (const auto& [text, token] : entry.explored.outputs) outputs[text] = token;
  for (const Explored::Found& found : entry.explored.conditions) {
    conditions.push_back({{"held_by", found.held_by}, {"broken_by", found.broken_by}});
  }
  return {{"key", entry.key},
          {"c_library", entry.c_library},
          {"complete", entry.explored.complete},
          {"outputs", outputs},
          {"conditions", conditions}};
}

Shipped::Entry entry_from(const Json& json) {
  Shipped::Entry entry;
  entry.key = json.at("key").get<std::string>();
  entry.c_library = json.at("c_library").get<std::string>();
  entry.explored.complete = json.at("complete").get<bool>();
  for (const auto& [text, token] : json.at("outputs").items()) {
    entry.explored.outputs[text] = token.get<std::string>();
  }
  for (const Json& found : json.at("conditions")) {
    entry.explored.conditions.push_back(
        {found.at("held_by").get<std::string>(), found.at("broken_by").get<std::string>()});
  }
  return entry;
}

Shipped shipped_in(const std::string& text) {
  Shipped shipped;
  const Json json = trace::json_from(text);
  if (json.at("version").get<int>() != version) return {};
  for (const auto& [id, entry] : json.at("explored").items()) {
    shipped.entries[id] = entry_from(entry);
  }
  return shipped;
}

Shipped read_file(const fs::path& file) try {
  return shipped_in(read_user_file(file.string()));
} catch (const Json::exception&) {
  return {};
} catch (const std::system_error&) {
  return {};
} catch (const Problem&) {
  return {};
}

/// Where another lesson is looked for: one that was built stands among others.
fs::path lessons_for(const QuestionRun& called) {
  const bool built =
      !called.program.file.empty() && called.program.file == built_path(called.lesson);
  return built ? called.lesson.folder.parent_path() : lessons_folder();
}

RunWords words_of(const Question& question, const Lesson& lesson) {
  std::string wrong;
  auto words = read_run_words(question.run, lesson.options, wrong);
  if (words) return *std::move(words);
  throw Problem(Status::usage, LessonProblem::run_unfit, {question.run, wrong});
}

/// Another lesson is one of procdemo's own.
Executable program_for(const QuestionRun& run, bool is_another) {
  if (is_python(run.values)) return python_of(run.lesson);
  const bool is_built = is_another || is_own(run.lesson);
  return executable_of(run.lesson,
                       is_built ? built_program(run.lesson) : compiled_program(run.lesson));
}

/// Fits an exploration that was made of the same, and not of fewer conditions.
bool is_of(const Explored& explored, const Question& question) {
  return explored.conditions.size() == conditions_of(question).size();
}

}  // namespace

std::string text_of(const Shipped& shipped) {
  Json entries = Json::object();
  for (const auto& [id, entry] : shipped.entries) entries[id] = json_of(entry);
  return trace::json_text(Json{{"version", version}, {"explored", entries}}, 1) + "\n";
}

Shipped read_shipped(const fs::path& folder) {
  return read_file(folder / shipped_name);
}

QuestionRun run_of(const Question& question, const QuestionRun& called) {
  if (!question.has_own_run()) return called;
  QuestionRun run = called;
  const bool is_another = lesson_in(question.run) != called.lesson.name;
  if (is_another) run.lesson = find_lesson(lessons_for(called), lesson_in(question.run));
  const RunWords words = words_of(question, run.lesson);
  run.given = words.values;
  run.values = check_options(run.lesson, words.values);
  // It is about the program that these words run, whichever was called.
  const bool is_called = !is_another && is_python(run.values) == is_python(called.values);
  if (!is_called) run.program = program_for(run, is_another);
  run.terminal = words.terminal;
  run.limits = run.lesson.limits;
  for (const LimitKind& kind : limit_kinds) {
    const auto given = words.limits.find(std::string(kind.option));
    if (given != words.limits.end()) kind.set(run.limits, given->second);
  }
  return run;
}

Knowledge::Knowledge(QuestionRun called, Carried carry, bool anew)
    : called_(std::move(called)), carry_(std::move(carry)), anew_(anew) {
  if (!anew && !called_.lesson.folder.empty()) shipped_ = read_shipped(called_.lesson.folder);
}

std::optional<Shipped::Entry> Knowledge::entry_for(const Question& question) {
  if (!needs_exploration(question) && !question.goal) return std::nullopt;
  const QuestionRun run = run_of(question, called_);
  const Explored* const found = explored(question, run);
  if (!found) return std::nullopt;
  return Shipped::Entry{key_of(question, run), ::gnu_get_libc_version(), *found};
}

Facts Knowledge::facts_for(const Question& question, const SeenRun* called) {
  const QuestionRun run = run_of(question, called_);
  Facts facts;
  if (needs_exploration(question) || question.goal) facts.explored = explored(question, run);
  if (question.goal) return facts;  // its run is the answer's
  facts.run = question.has_own_run() ? own_run(question, run) : called;
  if (facts.run && question.moment == Question::Moment::at && !question.has_own_run()) {
    const auto event = first_match(question.at, *facts.run);
    if (event) facts.stand = stand_before(*facts.run, *event);
  }
  return facts;
}

/// Shipped, in the cache, or made now.
const Explored* Knowledge::explored(const Question& question, const QuestionRun& run) {
  const auto known = explored_.find(question.id);
  if (known != explored_.end()) return &known->second;
  const std::string key = key_of(question, run);
  const auto shipped = shipped_.entries.find(question.id);
  if (shipped != shipped_.entries.end() && shipped->second.key == key &&
      shipped->second.c_library == ::gnu_get_libc_version() &&
      is_of(shipped->second.explored, question)) {
    return &explored_.emplace(question.id, shipped->second.explored).first->second;
  }
  if (run.lesson.live_only) return nullptr;
  try {
    return explored_now(question, run, key);
  } catch (const std::system_error&) {
    refused_ = true;
    return nullptr;
  }
}

const Explored* Knowledge::explored_now(const Question& question, const QuestionRun& run,
                                        const std::string& key) {
  if (anew_) {
    return &explored_.emplace(question.id, explore_orders(question, run, checked)).first->second;
  }
  const std::string c_library = ::gnu_get_libc_version();
  const auto make = [&](const fs::path& file) {
    Shipped made;
    made.entries[question.id] = {key, c_library, explore_orders(question, run, first_use)};
    std::ofstream(file) << text_of(made);
  };
  const fs::path file =
      cached(run.lesson.name + "-orders", question.id + " " + key + " " + c_library, make);
  const Shipped kept = read_file(file);
  const auto entry = kept.entries.find(question.id);
  if (entry == kept.entries.end() || !is_of(entry->second.explored, question)) return nullptr;
  return &explored_.emplace(question.id, entry->second.explored).first->second;
}

/// Each of them is made once.
const SeenRun* Knowledge::own_run(const Question& question, const QuestionRun& run) {
  const std::string name = question.run;
  const auto known = runs_.find(name);
  if (known != runs_.end()) return &known->second;
  auto made = make(run, text_of(PolicyName()), {});
  return made ? &runs_.emplace(name, *std::move(made)).first->second : nullptr;
}

std::optional<SeenRun> Knowledge::make(const QuestionRun& run, const std::string& schedule,
                                       const std::vector<Name>& choices) {
  Request request;
  if (!run.lesson.live_only) {
    request.schedule = schedule;
    request.order = is_token(schedule) ? read_token(schedule).order : Order();
  }
  request.terminal = run.terminal;
  request.limits = run.limits;
  if (!choices.empty()) request.input = "";
  const auto names = std::views::keys(run.given);
  Subject subject = subject_of({.lesson = run.lesson,
                                .program = run.program,
                                .values = run.values,
                                .given = {names.begin(), names.end()}},
                               request);
  int status = 0;
  auto seen = see(subject, request, {.carry = carry_, .choices = choices}, status);
  const bool denied = !seen && status == static_cast<int>(Status::not_allowed);
  if (denied || (seen && std::ranges::any_of(seen->events, is_refused_by_kernel))) refused_ = true;
  return seen;
}

const SeenRun* Knowledge::run_in_order(const Question& question, const Answer& answer) {
  const QuestionRun run = run_of(question, called_);
  const std::string schedule = answer.token.empty() ? text_of(PolicyName()) : answer.token;
  chosen_ = make(run, schedule, answer.names);
  return chosen_ ? &*chosen_ : nullptr;
}

Facts Knowledge::facts_for(const Question& question, const Answer& answer) {
  Facts facts = facts_for(question, nullptr);
  facts.run = run_in_order(question, answer);
  return facts;
}

}  // namespace procdemo::questions
