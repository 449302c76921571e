// Text as one word, as a URI writes it (RFC 3986, section 2.1): what would end a word, and the mark
// itself, as %XX.
#pragma once

#include <string>
#include <string_view>

#include "base/room.h"

namespace procdemo::base {

/// Blanks, control characters and % written as %XX; all else, also what is not ASCII, as it is.
std::string percent_encoded(std::string_view text);

/// What percent_encoded() was given.
std::string percent_decoded(std::string_view word);

}  // namespace procdemo::base
