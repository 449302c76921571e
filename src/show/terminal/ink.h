// Text with its colours, as pieces; how a line of it is written to a terminal (ECMA-48's SGR).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "show/room.h"

namespace procdemo::show {

/// How a piece of text looks.
struct Ink {
  int color = 0;  ///< SGR's number of a foreground colour (36: cyan); 0: the terminal's own
  bool bold = false;
  bool dim = false;

  bool operator==(const Ink&) const = default;
};

/// Text in one ink: valid UTF-8 without control characters (see escape.h).
struct Piece {
  std::string text;
  Ink ink = {};
  bool operator==(const Piece&) const = default;
};

using Rich = std::vector<Piece>;

/// The columns it takes.
int columns_of(const Rich& text);

/// Without colour just the text; with it, each coloured piece sets its ink and resets it. The last
/// gate before a terminal: should a piece hold what does not show itself (base/text/shown.h) after
/// all, that is escaped here.
std::string paint(const Rich& text, bool color);

/// The colour of the n-th process of a run: few, told apart well on dark and on bright terminals.
Ink ink_of_process(int n);

constexpr Ink bold{0, true, false};
constexpr Ink dim{0, false, true};
constexpr Ink good{32, true, false};
constexpr Ink bad{31, true, false};

}  // namespace procdemo::show
