// Text as a man page holds it: roff with the macros of man(7).
#pragma once

#include <string>
#include <string_view>

#include "cli/room.h"

namespace procdemo::cli {

/// `text` so that it stands in the page as it is: no request, no escape, its dashes to be copied.
std::string as_roff(std::string_view text);

/// ".B" and its like: a macro with one argument, on a line of its own.
std::string roff_line(std::string_view macro, std::string_view argument);

/// A term in bold, and below it what it means.
std::string roff_term(std::string_view term, std::string_view meaning);

}  // namespace procdemo::cli
