// One row of a terminal, put together from pieces at columns.
#pragma once

#include <string>
#include <vector>

#include "show/room.h"
#include "show/terminal/ink.h"

namespace procdemo::show {

/// Columns count from 0. What would stand past the last one is left out, and so is what a terminal
/// cannot print.
class TextRow {
 public:
  explicit TextRow(int width) : cells_(static_cast<std::size_t>(width)) {}

  void put(int column, const Rich& text);

  /// A horizontal line over the columns from `first` to `last`; it crosses vertical ones.
  void line(int first, int last, Ink ink);

  /// Without the blanks at its end.
  Rich text() const;

 private:
  struct Cell {
    std::string glyph = " ";  ///< empty: the second column of a wide one
    Ink ink;
  };
  std::vector<Cell> cells_;
};

}  // namespace procdemo::show
