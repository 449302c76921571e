// procdemo as a whole: its --help, and what it says when it is called alone.
#include "cli/commands/overview.h"
#include "cli/commands/lesson_table.h"
#include "cli/commands/subcommand.h"
#include "cli/print.h"
#include "cli/running/run_options.h"
#include "cli/words/help.h"

namespace procdemo::cli {
namespace {

/// A lesson's name is a command as well.
const Listed lesson = {
    {"procdemo LESSON [options]", "procdemo 课名 [选项]"},
    {"Run a lesson: real processes, what each of them did, and whether it is as the lesson says.",
     "运行一课：真实的进程各做了什么，是否与课上说的一致。"}};

std::vector<Listed> listed() {
  std::vector<Listed> commands = {lesson};
  for (const Subcommand& one : subcommands()) {
    if (!one.hidden) commands.push_back({one.command.usage, one.command.summary});
  }
  return commands;
}

}  // namespace

Command overview() {
  return {
      .usage = {"procdemo COMMAND [options]", "procdemo 命令 [选项]"},
      .summary =
          {"procdemo runs real programs that make processes, and shows what each process does, in "
           "order.",
           "procdemo 运行真实的程序，按顺序显示其中每个进程做了什么。"},
      .groups = {run_options(Limits(), true),
                 {in_both(Help::options),
                  {{"version", flag, {"show procdemo's version", "显示 procdemo 的版本"}}}}},
      .prefix = true,
      .commands = listed()};
}

int welcome(const User& user) {
  const std::string lessons = lesson_table(list_lessons(lessons_folder()), user);
  print(say(user.language, Help::welcome, lessons));
  return 0;
}

}  // namespace procdemo::cli
