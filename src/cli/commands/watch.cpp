// procdemo watch: any program, observed and narrated like a lesson. Nothing is checked, and no
// event is kept, unless a teacher has claims on it.
#include "cli/check/homework.h"
#include "cli/commands/subcommand.h"
#include "cli/describe/common_options.h"
#include "cli/running/run_options.h"
#include "cli/running/watch_program.h"
#include "schedule/token.h"

namespace procdemo::cli {
namespace {

/// A token of an earlier run brings that run's options along.
int watch(const Command& command, const Words& words, const User& user) {
  Given given = parse(command, words);
  if (given.help) return print_help(command, user);
  if (!given.operands.empty()) {
    given = with_token(command, given, subject_named(given.operands.front()));
  }
  return watch_program(given, user);
}

}  // namespace

Subcommand watch_command() {
  OptionGroup options = run_options(Limits(), false);
  options.options.push_back({"var",
                             Argument::text("NAME"),
                             {"also show the values of this variable; may be given several times",
                              "同时显示这个变量的值；可以给出多次"}});
  options.options.push_back(
      {"probes",
       Argument::text("PROVIDER"),
       {"also show when a USDT probe of this provider is passed ('*': of any); may be given "
        "several times",
        "同时显示程序经过这个提供者的 USDT 探针（'*' 为全部）；可以给出多次"}});
  for (Option& option : Homework::options()) options.options.push_back(std::move(option));
  return {
      .name = "watch",
      .command =
          {.usage = {"procdemo watch [options] -- COMMAND [ARGUMENTS]",
                     "procdemo watch [选项] -- 命令 [参数]"},
           .summary = {"Run any program, and show what its processes do. Options end where the "
                       "command begins.",
                       "运行任意程序，显示它的各个进程做了什么。命令之后的都是命令自己的参数。"},
           .groups = {options},
           .operand = {.kind = Argument::Kind::command},
           .prefix = true},
      .run = watch,
      .observes = true,
      .as_env = true};
}

}  // namespace procdemo::cli
