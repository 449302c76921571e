// How wide text is on a terminal: East Asian wide characters take two columns, combining ones none.
#pragma once

#include <string_view>

#include "show/room.h"

namespace procdemo::show {

/// The columns that one character takes: 0, 1 or 2; -1 when it cannot be printed, or is none that
/// this C library knows.
///
/// Asks the C library's wcwidth(3) in the locale C.UTF-8, for the length of the call: the locale of
/// the process neither matters nor changes. Where C.UTF-8 is missing, every character beyond ASCII
/// counts as two: nothing then runs past an edge, though it may stand too far left of it.
int columns_of(char32_t character);

/// A character with the combining ones that follow it: never to be torn apart.
struct Glyph {
  std::string_view bytes;
  int columns = 0;
};

/// The first glyph of `text`, which is not empty. A byte that is not UTF-8 is one by itself.
Glyph first_glyph(std::string_view text);

/// The columns of a text that is valid UTF-8 without control characters.
int columns_of(std::string_view text);

}  // namespace procdemo::show
