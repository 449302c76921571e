#include "cli/lesson_command.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "cli/run_options.h"
#include "show/words/words.h"

namespace procdemo {
namespace {

using Kind = LessonOption::Kind;

std::string help_of(const LessonOption& option, Language language) {
  const std::string& words = option.help.in(language);
  switch (option.kind) {
    case Kind::number:
      return say(language, Say::help_number, words, option.lowest, option.highest, option.initial);
    case Kind::path:
      if (option.initial.empty()) return words;
      if (option.initial.starts_with(scratch_mark)) return say(language, Say::help_scratch, words);
      [[fallthrough]];
    case Kind::choice:
      return say(language, Say::help_choice, words, option.initial);
    case Kind::flag:
      break;
  }
  return words;
}

std::string value_of(const LessonOption& option) {
  switch (option.kind) {
    case Kind::number:
      return "N";
    case Kind::choice:
      return fmt::format("{}", fmt::join(option.choices, "|"));
    case Kind::path:
      return "PATH";
    case Kind::flag:
      break;
  }
  return "";
}

OptionGroup own_options(const Lesson& lesson, Language language) {
  OptionGroup group = {say(language, Say::help_lesson_options), {}};
  for (const LessonOption& option : lesson.options) {
    const std::string name = option.operand ? option.shown() : option.name;
    group.options.push_back({name, value_of(option), help_of(option, language), option.operand});
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

Command lesson_command(const Lesson& lesson, const std::string& called, Language language) {
  Command command;
  command.usage = say(language, Say::usage_of, with_operands(called, lesson));
  command.operands =
      static_cast<std::size_t>(std::ranges::count(lesson.options, true, &LessonOption::operand));
  command.summary =
      say(language, Say::summary_lesson, lesson.title.in(language), lesson.summary.in(language));
  if (!lesson.options.empty()) command.groups.push_back(own_options(lesson, language));
  command.groups.push_back(run_options(language, lesson.limits, lesson.guarded));
  return command;
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

}  // namespace procdemo
