// procdemo LESSON: one of procdemo's own lessons.
#include "base/problem.h"
#include "base/text/nearest.h"
#include "cli/commands/overview.h"
#include "cli/commands/subcommand.h"
#include "cli/describe/common_options.h"
#include "cli/describe/lesson_command.h"
#include "cli/running/run_lesson.h"
#include "cli/running/run_options.h"
#include "lesson/catalogue.h"
#include "lesson/problems.h"
#include "lesson/program.h"

namespace procdemo::cli {

namespace {

std::vector<std::string> names_of_commands() {
  std::vector<std::string> names;
  for (const Subcommand& one : subcommands()) {
    if (!one.hidden) names.push_back(one.name);
  }
  return names;
}

/// `procdemo lst`: no lesson, and none like it, but a command.
Lesson lesson_or_hint(const std::string& name) {
  try {
    return find_lesson(lessons_folder(), name);
  } catch (const Problem& problem) {
    const auto meant = nearest(name, names_of_commands());
    if (!problem.is(LessonProblem::unknown) || !meant) throw;
    throw Problem(problem.status(), LessonProblem::unknown_nearest, {name, *meant});
  }
}

}  // namespace

int teach(const std::string& name, const Words& words, const User& user) {
  const Lesson lesson = lesson_or_hint(name);
  const Command command = lesson_command(lesson, "procdemo " + lesson.name);
  const Given given = parse(command, words);
  if (given.help) return print_help(command, user);

  return run_lesson(lesson, built_program(lesson), with_token(command, given, lesson.name), user);
}

}  // namespace procdemo::cli
