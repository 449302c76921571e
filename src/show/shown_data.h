// Bytes of a file as a reader understands them.
#pragma once

#include <cstdint>
#include <string>

#include "show/room.h"

namespace procdemo::show {

/// "\"18991095845|\"" where the first bytes are text, newlines as \n in it; else numbers in hex:
/// "05 00 00 00". `all`: how many bytes there were; what is left out is "…".
std::string shown_data(const std::string& first_bytes, std::int64_t all);

/// A number as it is, anything else in quotation marks.
std::string shown_value(const std::string& value);

}  // namespace procdemo::show
