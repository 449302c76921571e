// Wildcards: text with gaps, which any text fills.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/room.h"

namespace procdemo::base {

/// Whether `text` is these literals, one after the other, with any text, also none, between each
/// two. So {"a", "z"} is what a shell writes "a*z", and {"a"} is "a" alone.
///
/// Not fnmatch(3): that takes a C string, and what programs print may hold zero bytes. "a" would be
/// found in "a\0b".
bool matches_with_gaps(const std::vector<std::string>& literals, std::string_view text);

/// The literals of a pattern: what stands between the wildcards.
std::vector<std::string> split_at(std::string_view pattern, std::string_view wildcard);

}  // namespace procdemo::base
