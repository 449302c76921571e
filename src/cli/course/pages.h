// Text in pieces that fit a screen.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "cli/room.h"

namespace procdemo::cli {

/// `text` in pieces of at most so many rows, parted at a blank row where there is one in the lower
/// half, or else between two items. No row or two are left for a last page.
std::vector<std::string> cut_to_pages(std::string_view text, int most_rows);

/// Each is ended by a newline.
std::size_t rows_in(std::string_view text);

}  // namespace procdemo::cli
