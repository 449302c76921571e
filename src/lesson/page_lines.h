// A page laid out line by line, as text: what a run shows of it, and what `procdemo show` prints.
// The width of a terminal, and how headings stand out there, are left to those who print it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "lesson/room.h"

namespace procdemo::lesson {

struct PageLine {
  enum class Kind { blank, heading, prose, code, row };
  Kind kind = Kind::blank;
  int level = 0;                        ///< of a heading
  int indent = 0;                       ///< columns
  std::string bullet = {};              ///< of an item's first line: "- ", "3. "
  std::string text = {};                ///< a paragraph is one line, however long
  std::vector<std::string> cells = {};  ///< of a table's row
};

/// Whether `code` within a paragraph keeps its marks.
enum class InlineCode { bare, quoted };

/// Markdown (CommonMark with tables). Emphasis goes, its words stay; a blank line stands between
/// blocks; items are indented by 2 columns for each list around them, code by 4.
std::vector<PageLine> page_lines(std::string_view markdown, InlineCode code);

}  // namespace procdemo::lesson
