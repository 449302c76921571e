#include "cli/dispatch.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/problem.h"
#include "cli/common_options.h"

namespace procdemo {
namespace {

struct CommandRow {
  std::string_view name;
  int (*run)(const Words& words, const User& user);
  bool observes = false;  ///< a program
};

constexpr std::array subcommands = {
    CommandRow{"list", list},             // the lessons
    CommandRow{"show", show},             // a lesson's page and program
    CommandRow{"run", run_folder, true},  // a lesson in a folder of the user's
    CommandRow{"watch", watch, true},     // any program
    CommandRow{"check", check},           // claims, and what pages say is printed
    CommandRow{"explore", explore},       // every order of a program's steps
    CommandRow{"replay", replay},         // a recorded run, played again
    CommandRow{"doctor", doctor},         // what this machine allows
};

/// Options may stand before the command too: they are handed on to it.
Words words_for(const Words& operands, const Words& words) {
  Words own(words.begin(), words.end() - static_cast<std::ptrdiff_t>(operands.size()));
  std::erase(own, "--");
  own.insert(own.end(), operands.begin() + 1, operands.end());
  return own;
}

}  // namespace

int dispatch(const Words& words, const User& user) {
  const Command procdemo = overview(user.language);
  const Given given = parse(procdemo, words);
  if (given.operands.empty()) {
    if (given.has("version")) return print_version();
    if (given.help) return print_help(procdemo, user);
    check_language(given);
    return welcome(user);
  }

  const std::string& name = given.operands.front();
  const Words rest = words_for(given.operands, words);
  for (const CommandRow& subcommand : subcommands) {
    if (subcommand.name == name) return subcommand.run(rest, user);
  }
  return teach(name, rest, user);
}

std::string command_named(const Words& words) try {
  const Given given = parse(overview(Language::en), words);
  return given.operands.empty() ? "" : given.operands.front();
} catch (const Problem&) {
  return "";
}

bool observes_program(const Words& words) {
  const std::string name = command_named(words);
  const auto found = std::ranges::find(subcommands, name, &CommandRow::name);
  return found == subcommands.end() ? !name.empty() : found->observes;
}

}  // namespace procdemo
