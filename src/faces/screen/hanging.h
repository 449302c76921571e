// Words beside what they are about: a list's entry, a key and what it does.
#pragma once

#include <string>
#include <vector>

#include "faces/room.h"
#include "show/terminal/ink.h"

namespace procdemo::faces {

/// With blanks behind it, so many columns wide.
std::string padded(const std::string& text, int columns);

Rich joined(Rich text, const Rich& more);

/// The rows of `beginning` and the sentence behind it. What does not fit in so many columns goes on
/// below the sentence's own beginning; where too little room is left for that, it is one row, which
/// may be wider.
std::vector<Rich> hanging(const Rich& beginning, const Rich& sentence, int columns);

}  // namespace procdemo::faces
