// procdemo LESSON: one of procdemo's own lessons.
#include "base/problem.h"
#include "base/text/nearest.h"
#include "cli/commands.h"
#include "cli/common_options.h"
#include "cli/lesson_command.h"
#include "cli/run_lesson.h"
#include "cli/run_options.h"
#include "lesson/catalogue.h"
#include "lesson/program.h"

namespace procdemo {

namespace {

/// `procdemo lst`: no lesson, and none like it, but a command.
Lesson lesson_or_hint(const std::string& name) {
  try {
    return find_lesson(lessons_folder(), name);
  } catch (const Problem& problem) {
    const auto meant =
        nearest(name, {"list", "show", "run", "watch", "check", "explore", "replay", "doctor"});
    if (problem.trouble() != Trouble::unknown_lesson || !meant) throw;
    throw Problem(problem.status(), Trouble::unknown_lesson_nearest, {name, *meant});
  }
}

}  // namespace

int teach(const std::string& name, const Words& words, const User& user) {
  const Lesson lesson = lesson_or_hint(name);
  const Command command = lesson_command(lesson, "procdemo " + lesson.name, user.language);
  const Given given = parse(command, words);
  if (given.help) return print_help(command, user);

  return run_lesson(lesson, built_program(lesson), with_token(command, given, lesson.name), user);
}

}  // namespace procdemo
