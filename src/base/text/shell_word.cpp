#include "base/text/shell_word.h"

namespace procdemo::base {

std::string quoted_for_shell(std::string_view word) {
  std::string quoted = "'";
  for (const char c : word) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return quoted + "'";
}

std::string shell_word(std::string_view word) {
  constexpr std::string_view special = " \t\n'\"\\#|&;<>`$()*?[]~!{}";
  const bool stands = !word.empty() && word.find_first_of(special) == word.npos;
  return stands ? std::string(word) : quoted_for_shell(word);
}

}  // namespace procdemo::base
