// procdemo: real programs make real processes, and it shows what each of them did.
#include <array>
#include <string_view>

#include "cli/commands.h"
#include "cli/common_options.h"
#include "cli/failure.h"
#include "cli/print.h"

namespace procdemo {
namespace {

struct Entry {
  std::string_view name;
  int (*run)(const Words& words, const User& user);
};

constexpr std::array subcommands = {
    Entry{"list", list},       // the lessons
    Entry{"show", show},       // a lesson's page and program
    Entry{"run", run_folder},  // a lesson in a folder of the user's
    Entry{"watch", watch},     // any program
    Entry{"replay", replay},   // a recorded run, played again
    Entry{"doctor", doctor},   // what this machine allows
};

/// Options may stand before the command too: they are handed on to it.
Words words_for(const Words& operands, const Words& words) {
  Words own(words.begin(), words.end() - static_cast<std::ptrdiff_t>(operands.size()));
  std::erase(own, "--");
  own.insert(own.end(), operands.begin() + 1, operands.end());
  return own;
}

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
  for (const Entry& subcommand : subcommands) {
    if (subcommand.name == name) return subcommand.run(rest, user);
  }
  return teach(name, rest, user);
}

int procdemo_main(const Words& words) {
  hold_standard_descriptors();
  survive_broken_pipes();
  const User user = find_user(words);
  return status_of([&] { return dispatch(words, user); }, user);
}

}  // namespace
}  // namespace procdemo

int main(int argc, char** argv) {
  return procdemo::procdemo_main(procdemo::Words(argv + 1, argv + argc));
}
