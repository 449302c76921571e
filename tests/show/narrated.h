// A narrator's text, for tests to look at.
#pragma once

#include <string>
#include <vector>

#include "show/narrator.h"

namespace procdemo::show {

std::string narrated(const Trace& trace, Format format, const Style& style);
std::vector<std::string> lines_of(const std::string& text);

/// Without SGR sequences, which are all that a coloured text may contain.
std::string uncolored(const std::string& text);

/// The columns of a line as the C library counts them, or -1 where it is not UTF-8 or has a
/// character that cannot be printed.
int terminal_columns(const std::string& line);

}  // namespace procdemo::show
