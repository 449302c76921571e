// Texts laid out for a terminal: wrapped paragraphs, and tables with a term on the left.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/room.h"

namespace procdemo::cli {

/// `text` wrapped to `width` columns, each row after `indent` spaces and ended by a newline.
/// Newlines in it stay.
std::string paragraph(std::string_view text, int width, int indent = 0);

/// A term and what it means.
struct Definition {
  std::string term;
  std::string meaning;
};

/// The terms in one column, the meanings wrapped in a second; on a narrow screen, or after a long
/// term, a meaning begins on a line of its own.
std::string table(const std::vector<Definition>& rows, int width);

}  // namespace procdemo::cli
