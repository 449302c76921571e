// Text broken into rows that fit a column.
#pragma once

#include <string_view>
#include <vector>

#include "show/room.h"
#include "show/terminal/ink.h"

namespace procdemo::show {

enum class Break {
  words,     ///< prose: at spaces and between East Asian characters, as typesetters do
  anywhere,  ///< a program's text: nothing is left out, and no number is torn apart
};

/// The rows of `text`, none wider than `width` (at least 2); one empty row for an empty text. A
/// word that is wider than a row is broken.
std::vector<Rich> wrap(const Rich& text, int width, Break where);

/// The text in one row of this width: where it does not fit, it ends in "…".
Rich shortened(const Rich& text, int width);

/// The rows of a line of source code, made harmless (escape.h). What does not fit goes on below,
/// further to the right than the line begins; it is broken at blanks, as long as a word fits.
std::vector<Rich> wrap_code(std::string_view line, int width);

}  // namespace procdemo::show
