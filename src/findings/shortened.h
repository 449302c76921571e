// A program's text, as far as a sentence quotes it.
#pragma once

#include <string>
#include <string_view>

#include "findings/room.h"

namespace procdemo::findings {

/// Its first line, 40 bytes of it at the most, between two characters; "..." behind what goes on.
std::string shortened(std::string_view text);

}  // namespace procdemo::findings
