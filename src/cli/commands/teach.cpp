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

/// All that may stand there: commands, options that are taken for one, lessons.
std::vector<std::string> names() {
  std::vector<std::string> names;
  for (const Subcommand& one : subcommands()) {
    if (!one.hidden) names.push_back(one.name);
  }
  names.insert(names.end(), {"--help", "--version"});
  for (const CatalogueEntry& entry : list_lessons(lessons_folder())) names.push_back(entry.name);
  return names;
}

/// `procdemo lsit`: no lesson. `list` is nearer to it than any lesson's name.
Lesson lesson_or_hint(const std::string& name) {
  try {
    return find_lesson(lessons_folder(), name);
  } catch (const Problem& problem) {
    const bool unknown =
        problem.is(LessonProblem::unknown) || problem.is(LessonProblem::unknown_nearest);
    const auto meant = unknown ? nearest(name, names()) : std::nullopt;
    if (!meant) throw;
    throw Problem(problem.status(), LessonProblem::unknown_nearest, {name, *meant});
  }
}

}  // namespace

int teach(const std::string& name, const Words& words, const User& user) {
  const Lesson lesson = lesson_or_hint(name);
  const Command command = lesson_command(lesson, "procdemo " + lesson.name);
  expect_program(lesson, words);
  Given given = parse(command, words);
  if (given.help) return print_help(command, user);

  given = with_token(command, given, lesson.name);
  User reader = user;
  reader.page = "procdemo show " + lesson.name;
  return run_lesson(lesson, wanted_program(lesson, given, built_program), given, reader);
}

}  // namespace procdemo::cli
