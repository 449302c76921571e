// What a program printed, made harmless for a terminal.
//
// Control characters (ESC, and C1's in UTF-8 too), bytes that are not UTF-8, characters that turn
// the direction of writing (U+202A to U+202E, U+2066 to U+2069, and the marks U+200E, U+200F,
// U+061C), line separators, and what the C library cannot print are shown as \x1b or \u202e. So a
// program, its arguments or the name of a file cannot move the cursor, change colours, answer for
// the user, or hide text.
#pragma once

#include <string>
#include <string_view>

#include "narrate/ink.h"

namespace procdemo {

/// `bytes` as text in `ink`; escapes are dimmed. Tabs become spaces up to the next multiple of
/// eight columns, counted from the beginning of `bytes`.
Rich harmless(std::string_view bytes, Ink ink = {});

/// The same without colours, for one line of prose: tabs and newlines are spaces.
std::string escaped(std::string_view bytes);

}  // namespace procdemo
