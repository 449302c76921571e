// What a program printed, made harmless for a terminal.
//
// Characters that do not show themselves (base/text/shown.h), bytes that are not UTF-8, and what
// the C library cannot print are shown as \x1b or \u202e. So a program, its arguments or the name
// of a file cannot move the cursor, change colours, answer for the user, or hide text. A combining
// mark that would stand on something of ours, or on a heap of others, is shown so, too.
#pragma once

#include <string>
#include <string_view>

#include "show/room.h"
#include "show/terminal/ink.h"

namespace procdemo::show {

/// `bytes` as text in `ink`; escapes are dimmed. Tabs become spaces up to the next multiple of
/// eight columns, counted from the beginning of `bytes`.
Rich harmless(std::string_view bytes, Ink ink = {});

/// The same without colours, for one line of prose: tabs and newlines are spaces.
std::string escaped(std::string_view bytes);

/// The same for several lines; each ends with a newline.
std::string escaped_lines(std::string_view bytes);

}  // namespace procdemo::show
