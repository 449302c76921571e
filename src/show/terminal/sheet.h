// Prose put together for a terminal of some width.
#pragma once

#include <string>
#include <string_view>

#include "show/narrator.h"
#include "show/room.h"
#include "show/terminal/ink.h"

namespace procdemo::show {

/// Rows no wider than the terminal, put together and then written at once.
class Sheet {
 public:
  explicit Sheet(const Style& style) : style_(style) {}

  void blank() { text_ += '\n'; }

  /// One row as it is: it has to fit.
  void row(const Rich& text);

  /// Prose, broken at words; further rows begin `hang` columns further right than `indent`.
  void prose(const Rich& text, int indent = 0, int hang = 0);

  /// Prose of several lines: a blank one parts paragraphs, "- " or "3. " begins an item, and a line
  /// that is indented stays so.
  void paragraphs(std::string_view text, int indent);

  /// Rows put together elsewhere.
  void add(const std::string& rows) { text_ += rows; }

  std::string take() { return std::move(text_); }

 private:
  Style style_;
  std::string text_;
};

}  // namespace procdemo::show
