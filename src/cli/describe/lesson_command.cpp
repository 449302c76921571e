#include "cli/describe/lesson_command.h"

#include <algorithm>

#include "cli/quiz/quiz_options.h"
#include "cli/running/run_options.h"
#include "cli/words/help.h"
#include "lesson/program.h"

namespace procdemo::cli {
namespace {

using Kind = LessonOption::Kind;

Wording help_of(const LessonOption& option) {
  const Wording& words = option.help;
  const auto in_each = [&](Help what, const auto&... args) {
    return Wording{say(Language::en, what, words.en, args...),
                   say(Language::zh, what, words.zh, args...)};
  };
  switch (option.kind) {
    case Kind::number:
      return in_each(Help::number, option.lowest, option.highest, option.initial);
    case Kind::path:
      if (option.initial.empty()) return words;
      if (option.initial.starts_with(scratch_mark)) return in_each(Help::scratch);
      [[fallthrough]];
    case Kind::choice:
      return in_each(Help::choice, option.initial);
    case Kind::flag:
      break;
  }
  return words;
}

Argument value_of(const LessonOption& option) {
  switch (option.kind) {
    case Kind::number:
      return Argument::number(option.lowest, option.highest);
    case Kind::choice:
      return Argument::one_of(option.choices);
    case Kind::path:
      return Argument::file("PATH");
    case Kind::flag:
      break;
  }
  return flag;
}

OptionGroup own_options(const Lesson& lesson) {
  OptionGroup group = {in_both(Help::lesson_options), {}};
  for (const LessonOption& option : lesson.options) {
    const std::string name = option.operand ? option.shown() : option.name;
    group.options.push_back({name, value_of(option), help_of(option), option.operand});
  }
  return group;
}

/// "procdemo copy [SRC] [DEST]".
std::string with_operands(std::string called, const Lesson& lesson) {
  for (const LessonOption& option : lesson.options) {
    if (option.operand) called += " [" + option.shown() + "]";
  }
  return called;
}

}  // namespace

Command lesson_command(const Lesson& lesson, const std::string& called) {
  const auto operands = std::ranges::count(lesson.options, true, &LessonOption::operand);
  Command command = {
      .usage = in_both(Help::lesson_usage, with_operands(called, lesson)),
      .summary = {{say(Language::en, Help::lesson_summary, lesson.title.en, lesson.summary.en),
                   say(Language::zh, Help::lesson_summary, lesson.title.zh, lesson.summary.zh)}},
      .operands = static_cast<std::size_t>(operands)};
  if (operands > 0) command.operand = Argument::file("PATH");
  if (!lesson.options.empty()) command.groups.push_back(own_options(lesson));
  command.groups.push_back(lesson_run_options(lesson.limits, lesson.guarded));
  return command;
}

Option program_option() {
  const LessonOption& option = program_language();
  return {option.name, value_of(option), option.help};
}

void expect_program(const Lesson& lesson, const Words& words) {
  const std::string name = "--" + program_language().name;
  for (const std::string& word : words) {
    if (word == "--") return;
    if (word == name || word.starts_with(name + "=")) expect_python(lesson);
  }
}

OptionGroup lesson_run_options(const Limits& usual, bool guarded) {
  OptionGroup group = run_options(usual, guarded);
  for (Option& option : quiz_options()) group.options.push_back(std::move(option));
  return group;
}

OptionValues lesson_values(const Lesson& lesson, const Given& given) {
  OptionValues values;
  auto operand = given.operands.begin();
  for (const LessonOption& option : lesson.options) {
    if (option.operand && operand != given.operands.end()) values[option.name] = *operand++;
    if (given.has(option.name)) values[option.name] = given.text(option.name);
  }
  return check_options(lesson, values);
}

}  // namespace procdemo::cli
