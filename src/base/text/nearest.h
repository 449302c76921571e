// The name that was probably meant, for "unknown option --ruonds, did you mean --rounds?".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/room.h"

namespace procdemo::base {

/// How many letters have to be inserted, removed, replaced or swapped with their neighbour to make
/// one word of the other (Levenshtein 1966; swaps after Damerau 1964). Counts bytes.
int distance(std::string_view one, std::string_view other);

/// The name that `word` was meant to be, capital letters counting as small ones, dashes in front
/// not at all: one that differs in a letter; else the only one that begins with it; else the
/// nearest, the first of several. Nothing when none is near enough: one letter in three may differ.
std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& names);

}  // namespace procdemo::base
