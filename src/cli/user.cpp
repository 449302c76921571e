#include "cli/user.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include "cli/run_options.h"
#include "cli/terminal.h"
#include "narrate/locale.h"

namespace procdemo {
namespace {

std::string_view environment(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

bool value_follows(const std::string& word) {
  for (const char* of_watch : {"--var", "--claims", "--report", "--output"}) {
    if (word == of_watch) return true;
  }
  const std::vector<Option> options = run_options(Language::en, Limits(), true).options;
  return std::any_of(options.begin(), options.end(), [&](const Option& option) {
    return word == "--" + option.name && !option.value.empty();
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

    if (value_follows(word)) {
      ++i;
    } else if (!word.starts_with("-")) {
      if (user.watching) break;
      user.watching = !command_seen && word == "watch";
      command_seen = true;
    }
  }
  user.watching = user.watching && !claims;
}

}  // namespace

User find_user(const Words& words) {
  User user;
  user.language = language_of_environment();
  user.terminal = ::isatty(STDOUT_FILENO) == 1;
  user.color = user.terminal && environment("NO_COLOR").empty() && environment("TERM") != "dumb";
  user.width = terminal_width();
  read(user, words);
  return user;
}

}  // namespace procdemo
