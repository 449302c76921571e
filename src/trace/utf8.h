// UTF-8, the encoding of Unicode text (RFC 3629).
#pragma once

#include <string_view>

namespace procdemo {

/// The length in bytes of the valid UTF-8 sequence that `bytes` begins with, or 0 if there is none:
/// overlong forms, surrogates and values above U+10FFFF are not valid.
int utf8_sequence(std::string_view bytes);

bool is_utf8(std::string_view bytes);

}  // namespace procdemo
