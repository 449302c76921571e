// Text broken into rows that fit a column.
#pragma once

#include <vector>

#include "show/room.h"
#include "show/terminal/ink.h"

namespace procdemo::show {

enum class Break {
  words,     ///< prose: at spaces and between East Asian characters, as typesetters do
  anywhere,  ///< a program's text: every column is used, nothing is left out
};

/// The rows of `text`, none wider than `width` (at least 2); one empty row for an empty text. A
/// word that is wider than a row is broken.
std::vector<Rich> wrap(const Rich& text, int width, Break where);

}  // namespace procdemo::show
