// procdemo run DIR: a lesson in a folder that a teacher wrote; nothing of procdemo is recompiled.
#include "base/problem.h"
#include "cli/commands.h"
#include "cli/common_options.h"
#include "cli/lesson_command.h"
#include "cli/run_lesson.h"
#include "cli/run_options.h"
#include "lesson/program.h"
#include "show/words/words.h"

namespace procdemo {
namespace {

/// Before the folder is known, its lesson's options are not.
Command run_command(Language language) {
  return {.usage = say(language, Say::usage_run),
          .summary = say(language, Say::summary_run),
          .groups = {run_options(language, Limits(), true)},
          .operands = 1,
          .prefix = true};
}

/// The words without the folder: all that the lesson's own command takes.
Words without_folder(const Words& words, const Words& from_folder_on) {
  Words rest(words.begin(), words.end() - static_cast<std::ptrdiff_t>(from_folder_on.size()));
  rest.insert(rest.end(), from_folder_on.begin() + 1, from_folder_on.end());
  return rest;
}

}  // namespace

int run_folder(const Words& words, const User& user) {
  const Command any_folder = run_command(user.language);
  const Given first = parse(any_folder, words);
  if (first.operands.empty()) {
    if (first.help) return print_help(any_folder, user);
    throw Problem(Status::usage, Trouble::folder_missing);
  }

  const std::string& folder = first.operands.front();
  const Lesson lesson = load_lesson(folder);
  const Command command = lesson_command(lesson, "procdemo run " + folder, user.language);
  const Given given = parse(command, without_folder(words, first.operands));
  if (given.help) return print_help(command, user);

  return run_lesson(lesson, compiled_program(lesson), with_token(command, given, lesson.name),
                    user);
}

}  // namespace procdemo
