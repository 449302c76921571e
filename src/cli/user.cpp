#include "cli/user.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include "cli/run_options.h"
#include "cli/terminal.h"
#include "show/words/locale.h"

namespace procdemo {
namespace {

std::string_view environment(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

/// The options of any run that take a value.
Words options_with_value() {
  Words words = {"--var", "--claims", "--report", "--output"};  // of watch
  for (const Option& option : run_options(Language::en, Limits(), true).options) {
    if (!option.value.empty()) words.push_back("--" + option.name);
  }
  return words;
}

void take_language(User& user, std::string_view name) {
  if (name == "en") user.language = Language::en;
  if (name == "zh") user.language = Language::zh;
}

/// Reads procdemo's own words; under watch they end where the program's begin. With claims to
/// check, watch has a lesson's exit statuses.
void read(User& user, const Words& words) {
  const Words with_value = options_with_value();
  bool command_seen = false, claims = false;
  for (std::size_t i = 0; i < words.size() && words[i] != "--"; ++i) {
    const std::string& word = words[i];
    if (word.starts_with("--lang=")) take_language(user, word.substr(7));
    if (word == "--lang" && i + 1 < words.size()) take_language(user, words[i + 1]);
    claims = claims || word == "--claims" || word.starts_with("--claims=");

    if (std::ranges::count(with_value, word) != 0) {
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
