// A command line as words, quoted as in a shell (POSIX, Shell Command Language, "Quoting").
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "replays/room.h"

namespace procdemo::replays {

/// Parts words at blanks; quotes and backslashes keep them together, `#` begins a comment. There is
/// no shell: throws std::invalid_argument whose what() is the character that only a shell
/// understands (one of |&;<>`$()), or the quote that nothing closes.
std::vector<std::string> shell_words(std::string_view line);

}  // namespace procdemo::replays
