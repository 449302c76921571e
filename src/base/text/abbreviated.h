// How much of what a user typed stands in a sentence about it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/room.h"

namespace procdemo::base {

/// Nobody reads a word of 100 kB that was typed by mistake: of one that is more than three times as
/// long its beginning and end, so many bytes of each, which tell which it is.
std::string abbreviated(std::string_view word, std::size_t kept = 120);

}  // namespace procdemo::base
