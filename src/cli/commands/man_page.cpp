// procdemo man-page: procdemo(1), for the build.
#include "cli/describe/man_page.h"

#include "cli/commands/overview.h"
#include "cli/commands/subcommand.h"
#include "cli/describe/common_options.h"
#include "cli/print.h"
#include "cli/words/help.h"

namespace procdemo::cli {
namespace {

/// The page is read on other machines than the one that it is made on.
Command for_any_machine(Command command) {
  const Bilingual memory = {
      "end the run when its processes have so many bytes of memory together; 500M, 2G are "
      "understood (default 4G, or half of the machine's where that is less)",
      "所有进程合计占用这么多字节的内存就结束运行，可写 500M、2G（默认 "
      "4G，机器内存的一半更少时取一半）"};
  for (OptionGroup& group : command.groups) {
    for (Option& option : group.options) {
      if (option.name == "max-memory") option.help = memory;
    }
  }
  return command;
}

int print_man_page(const Command& command, const Words& words, const User& user) {
  const Given given = parse(command, words);
  if (given.help) return print_help(command, user);
  check_language(given);

  const Command all = for_any_machine(overview());
  std::vector<Command> commands = {{.usage = all.commands.front().usage,  // a lesson
                                    .summary = all.commands.front().summary,
                                    .groups = {all.groups.front()}}};
  for (const Subcommand& one : subcommands()) {
    if (!one.hidden) commands.push_back(for_any_machine(one.command));
  }
  print(man_page(all, commands, user.language));
  return 0;
}

}  // namespace

Subcommand man_page_command() {
  return {.name = "man-page",
          .command = {.usage = {"procdemo man-page", "procdemo man-page"},
                      .summary = {"Print procdemo's man page.", "输出 procdemo 的手册页。"},
                      .groups = {{in_both(Help::options), {language_option()}}}},
          .run = print_man_page,
          .hidden = true};
}

}  // namespace procdemo::cli
