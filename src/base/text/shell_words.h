// A text as words, quoted as in a shell (POSIX, Shell Command Language, "Quoting").
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "base/room.h"

namespace procdemo::base {

/// What else a shell reads in a text.
enum class ShellText {
  words,    ///< nothing: a `$` is a character like others
  command,  ///< `#` begins a comment; what only a shell understands (|&;<>`$()) is refused
};

/// Thrown where a text can't be parted into words.
struct NoShellWords : std::invalid_argument {
  /// `character` is a quote that nothing closes, or one that only a shell understands; it stands
  /// behind so many bytes. what() is the character.
  NoShellWords(char character, std::size_t behind)
      : std::invalid_argument(std::string(1, character)), at(behind) {}

  std::size_t at;
};

/// Parts words at blanks and newlines; quotes and backslashes keep them together. Throws
/// NoShellWords.
std::vector<std::string> shell_words(std::string_view text, ShellText sort);

}  // namespace procdemo::base
