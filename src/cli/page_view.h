// A lesson's page, laid out for a terminal.
#pragma once

#include <string>
#include <string_view>

#include "cli/room.h"
#include "show/narrator.h"

namespace procdemo::cli {

/// Markdown (CommonMark with tables) as text: paragraphs wrapped to the style's width, headings in
/// bold where it has colours, code indented and left as it is.
std::string page_view(std::string_view markdown, const Style& style);

/// A program with line numbers.
std::string source_view(std::string_view source);

}  // namespace procdemo::cli
