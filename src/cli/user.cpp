#include "cli/user.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include "cli/commands/subcommand.h"
#include "cli/terminal.h"
#include "cli/words/locale.h"

namespace procdemo::cli {
namespace {

std::string_view environment(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

bool takes_value(const std::string& word, const std::string& next) {
  if (!word.starts_with("--")) return false;
  return std::ranges::any_of(subcommands(), [&](const Subcommand& one) {
    return std::ranges::any_of(options_of(one.command), [&](const Option& option) {
      return word == "--" + option.name && option.value.takes(next);
    });
  });
}

void take_language(User& user, std::string_view name) {
  if (name == "en") user.language = Language::en;
  if (name == "zh") user.language = Language::zh;
}

/// Reads procdemo's own words; under watch they end where the program's begin. With claims to
/// check, watch has a lesson's exit statuses.
void read(User& user, const Words& words) {
  bool command_seen = false, claims = false;
  for (std::size_t i = 0; i < words.size() && words[i] != "--"; ++i) {
    const std::string& word = words[i];
    if (word.starts_with("--lang=")) take_language(user, word.substr(7));
    if (word == "--lang" && i + 1 < words.size()) take_language(user, words[i + 1]);
    claims = claims || word == "--claims" || word.starts_with("--claims=");

    if (takes_value(word, i + 1 < words.size() ? words[i + 1] : "")) {
      ++i;
    } else if (!word.starts_with("-")) {
      if (user.watching) break;
      const Subcommand* const command = command_seen ? nullptr : find_subcommand(word);
      user.watching = command != nullptr && command->as_env;
      command_seen = true;
    }
  }
  user.watching = user.watching && !claims;
}

}  // namespace

User find_user(const Words& words) {
  User user;
  user.words = words;
  user.language = language_of_environment();
  user.terminal = ::isatty(STDOUT_FILENO) == 1;
  user.color = user.terminal && environment("NO_COLOR").empty() && environment("TERM") != "dumb";
  user.width = terminal_width(STDOUT_FILENO);
  user.rows = terminal_rows(STDOUT_FILENO);
  read(user, words);
  return user;
}

}  // namespace procdemo::cli
