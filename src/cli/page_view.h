// A lesson's page, laid out for a terminal.
#pragma once

#include <string>
#include <string_view>

#include "cli/room.h"
#include "show/narrator.h"

namespace procdemo::cli {

/// Markdown (CommonMark with tables) as text: paragraphs wrapped to the style's width, headings in
/// bold where it has colours, code indented. A line of code that is too wide goes on below,
/// further to the right; it is broken at blanks.
std::string page_view(std::string_view markdown, const Style& style);

/// A program with line numbers; lines that are too wide are broken in the same way.
std::string source_view(std::string_view source, int width);

}  // namespace procdemo::cli
