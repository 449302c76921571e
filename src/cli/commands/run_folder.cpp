// procdemo run DIR: a lesson in a folder that a teacher wrote; nothing of procdemo is recompiled.
#include "base/problem.h"
#include "cli/commands/subcommand.h"
#include "cli/describe/common_options.h"
#include "cli/describe/lesson_command.h"
#include "cli/problems.h"
#include "cli/running/run_lesson.h"
#include "cli/running/run_options.h"
#include "lesson/program.h"

namespace procdemo::cli {
namespace {

std::string called(const std::string& folder) {
  return "procdemo run " + folder;
}

Command command_for(const std::string& folder) {
  return lesson_command(load_lesson(folder), called(folder));
}

int run_folder(const Command& command, const Words& words, const User& user) {
  const Given first = parse(command, words);
  if (first.operands.empty()) {
    if (first.help) return print_help(command, user);
    throw Problem(Status::usage, CommandProblem::folder_missing);
  }

  const std::string& folder = first.operands.front();
  const Lesson lesson = load_lesson(folder);
  const Command own = lesson_command(lesson, called(folder));
  expect_program(lesson, first.operands);
  Given given = parse(own, without_first(first.operands, words));
  if (given.help) return print_help(own, user);

  given = with_token(own, given, lesson.name);
  return run_lesson(lesson, wanted_program(lesson, given, compiled_program), given, user);
}

}  // namespace

/// Before the folder is known, its lesson's options are not.
Subcommand run_command() {
  return {.name = "run",
          .command = {.usage = {"procdemo run DIR [options]", "procdemo run 目录 [选项]"},
                      .summary = {"Run a lesson from a folder of your own.",
                                  "运行自己写的一课（一个目录）。"},
                      .groups = {lesson_run_options(Limits(), true)},
                      .operands = 1,
                      .operand = {.kind = Argument::Kind::folder},
                      .prefix = true},
          .run = run_folder,
          .observes = true,
          .command_for = command_for};
}

}  // namespace procdemo::cli
