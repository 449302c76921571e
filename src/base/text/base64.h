// Base64 (RFC 4648, section 4), for bytes that are no text.
#pragma once

#include <string>
#include <string_view>

#include "base/room.h"

namespace procdemo::base {

std::string to_base64(std::string_view bytes);

/// Throws std::invalid_argument when `text` is not base64 with its padding.
std::string from_base64(std::string_view text);

}  // namespace procdemo::base
