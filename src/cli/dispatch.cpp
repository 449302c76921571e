#include "cli/dispatch.h"

#include <unistd.h>

#include "base/problem.h"
#include "cli/commands/overview.h"
#include "cli/commands/subcommand.h"
#include "cli/describe/common_options.h"

namespace procdemo::cli {

int dispatch(const Words& words, const User& user) {
  const Command procdemo = overview();
  const Given given = parse(procdemo, words);
  if (given.operands.empty()) {
    if (given.has("version")) return print_version();
    if (given.help) return print_help(procdemo, user);
    check_language(given);
    return user.terminal && ::isatty(STDIN_FILENO) == 1 ? welcome_back(user) : welcome(user);
  }

  const std::string& name = given.operands.front();
  const Words rest = without_first(given.operands, words);
  if (const Subcommand* const subcommand = find_subcommand(name)) {
    return subcommand->run(subcommand->command, rest, user);
  }
  return teach(name, rest, user);
}

std::string command_named(const Words& words) try {
  const Given given = parse(overview(), words);
  return given.operands.empty() ? "" : given.operands.front();
} catch (const Problem&) {
  return "";
}

bool observes_program(const Words& words) {
  const std::string name = command_named(words);
  const Subcommand* const subcommand = find_subcommand(name);
  return subcommand == nullptr ? !name.empty() : subcommand->observes;
}

}  // namespace procdemo::cli
