#include "lesson/option.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "base/text/nearest.h"
#include "base/text/number_in.h"
#include "claims/field.h"
#include "lesson/problems.h"
#include "trace/limits.h"

namespace procdemo::lesson {

namespace {

std::string text_of_number(const LessonOption& option, double number) {
  return option.whole ? fmt::format("{:.0f}", number) : text_of(number);
}

// --- from lesson.toml ---

void read_number(const Node& node, LessonOption& option) {
  const Node& initial = node.at("default");
  const Node& range = node.at("range");
  const bool pair = range.elements().size() == 2;
  if (!pair) throw range.has_to_be("[lowest, highest]");
  option.lowest = range.elements()[0].number();
  option.highest = range.elements()[1].number();
  option.whole = initial.is<std::int64_t>();
  option.initial = text_of_number(option, initial.number());
  if (initial.number() < option.lowest || initial.number() > option.highest) {
    throw initial.has_to_be(fmt::format("{} ... {}", text_of_number(option, option.lowest),
                                        text_of_number(option, option.highest)));
  }
}

void read_choice(const Node& node, LessonOption& option) {
  const Node& initial = node.at("default");
  option.kind = LessonOption::Kind::choice;
  option.initial = initial.text();
  option.choices = node.at("values").texts();
  if (std::ranges::find(option.choices, option.initial) == option.choices.end()) {
    throw initial.has_to_be(fmt::format("\"{}\"", fmt::join(option.choices, "\" | \"")));
  }
}

// Of texts only a path has no list of values, and says so: kind = "path".
void read_path(const Node& node, LessonOption& option) {
  const Node& kind = node.at("kind");
  if (kind.text() != "path") throw kind.has_to_be("\"path\"");
  option.kind = LessonOption::Kind::path;
  option.initial = node.at("default").text();
  if (option.initial.find(scratch_mark, 1) != option.initial.npos) {
    throw node.at("default").has_to_be("\"{scratch}/...\"");
  }
  if (const Node* operand = node.find("operand")) option.operand = operand->boolean();
}

// A name that can stand behind "--" and inside {...}.
bool is_name(const std::string& name) {
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz";
  constexpr std::string_view others = "0123456789-";
  return !name.empty() && letters.find(name[0]) != letters.npos &&
         std::ranges::all_of(name, [&](char letter) {
           return letters.find(letter) != letters.npos || others.find(letter) != others.npos;
         });
}

// The default decides an option's kind, and with it which keys are allowed.
LessonOption read_option(const Node& node) {
  LessonOption option;
  const Node& initial = node.at("default");
  if (initial.is<bool>()) {
    node.only({"name", "default", "help"});
    if (initial.boolean()) throw initial.has_to_be("false");  // giving a flag makes it true
    option.kind = LessonOption::Kind::flag;
    option.initial = "false";
  } else if (initial.is<std::string>() && node.find("kind")) {
    node.only({"name", "kind", "default", "operand", "help"});
    read_path(node, option);
  } else if (initial.is<std::string>()) {
    node.only({"name", "default", "values", "help"});
    read_choice(node, option);
  } else {
    node.only({"name", "default", "range", "help"});
    read_number(node, option);
  }
  option.name = node.at("name").text();
  option.help = node.at("help").wording();
  if (!is_name(option.name)) throw node.at("name").has_to_be("\"[a-z][a-z0-9-]*\"");
  return option;
}

// --- from the command line ---

std::string check_number(const LessonOption& option, const std::string& shown,
                         const std::string& value) {
  const auto read = number_in<double>(value);
  if (!read || !std::isfinite(*read)) {
    throw Problem(Status::usage, OptionProblem::not_number, {shown, value});
  }
  const double number = *read;
  if (option.whole && number != std::floor(number)) {
    throw Problem(Status::usage, OptionProblem::not_whole, {shown, value});
  }
  if (number < option.lowest || number > option.highest) {
    throw Problem(Status::usage, OptionProblem::out_of_range,
                  {shown, value, text_of_number(option, option.lowest),
                   text_of_number(option, option.highest)});
  }
  return text_of_number(option, number);
}

std::string check_value(const LessonOption& option, const std::string& value) {
  const std::string shown = option.shown();
  if (option.kind == LessonOption::Kind::number) return check_number(option, shown, value);
  if (option.kind == LessonOption::Kind::path) {
    if (value.empty()) throw Problem(Status::usage, OptionProblem::value_missing, {shown});
    return value;
  }
  const bool flag = option.kind == LessonOption::Kind::flag;
  const std::vector<std::string> allowed =
      flag ? std::vector<std::string>{"true", "false"} : option.choices;
  if (std::ranges::find(allowed, value) != allowed.end()) return value;
  throw Problem(Status::usage, OptionProblem::not_one_of,
                {shown, value, fmt::format("{}", fmt::join(allowed, ", "))});
}

[[noreturn]] void unknown_option(const std::vector<LessonOption>& options,
                                 const std::string& name) {
  std::vector<std::string> names;
  for (const LessonOption& option : options) names.push_back(option.name);
  if (const auto near = nearest(name, names)) {
    throw Problem(Status::usage, OptionProblem::unknown_nearest, {"--" + name, "--" + *near});
  }
  throw Problem(Status::usage, OptionProblem::unknown, {"--" + name});
}

}  // namespace

std::string LessonOption::shown() const {
  if (!operand) return "--" + name;
  std::string word = name;
  std::ranges::transform(word, word.begin(), [](char letter) {
    return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
  });
  return word;
}

const LessonOption& program_language() {
  static const LessonOption option = {
      .name = "in",
      .kind = LessonOption::Kind::choice,
      .initial = "cpp",
      .choices = {"cpp", "python"},
      .help = {"the lesson's program in C++, or that in Python 3.9 or later",
               "用 C++ 写的程序，还是用 Python（3.9 或更新）写的程序"}};
  return option;
}

bool is_python(const OptionValues& values) {
  const auto in = values.find(program_language().name);
  return in != values.end() && in->second == "python";
}

const std::set<std::string>& reserved_options() {
  static const std::set<std::string> names = [] {
    std::set<std::string> all = {"help", "version"};
    all.insert({"format", "lang", "color", "record", "speed", "schedule", "stable", "no-tty"});
    all.insert({"guard", "evidence", "lines", "no-findings", program_language().name});
    all.insert({"step", "keys", "input", "plain-marks"});
    all.insert({"quiz", "answers"});
    for (const LimitKind& kind : limit_kinds) all.emplace(kind.option);
    all.insert({"page", "source"});                                       // of show
    all.insert({"limit", "time", "bound", "any-sleep", "no-reduction"});  // of explore
    all.insert({"jobs", "before", "compare-live", "claims"});
    all.insert({"class", "in", "watch", "hint", "solution"});  // of learn and task
    return all;
  }();
  return names;
}

std::vector<LessonOption> read_options(const Node& list) {
  std::vector<LessonOption> options;
  std::set<std::string> taken = reserved_options();
  for (const Node& node : list.elements()) {
    const LessonOption option = read_option(node);
    if (!taken.insert(option.name).second) {
      throw node.at("name").problem(LessonProblem::option_collides, {option.name});
    }
    options.push_back(option);
  }
  return options;
}

OptionValues check_options(const std::vector<LessonOption>& options, const OptionValues& given) {
  OptionValues values;
  for (const LessonOption& option : options) values[option.name] = option.initial;
  for (const auto& [name, value] : given) {
    const auto option = std::ranges::find(options, name, &LessonOption::name);
    if (option == options.end()) unknown_option(options, name);
    values[name] = check_value(*option, value);
  }
  return values;
}

}  // namespace procdemo::lesson
