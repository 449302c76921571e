// UTF-8, the encoding of Unicode text (RFC 3629).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/room.h"

namespace procdemo::base {

/// The length in bytes of the valid UTF-8 sequence that `bytes` begins with, or 0 if there is none:
/// overlong forms, surrogates and values above U+10FFFF are not valid.
int utf8_sequence(std::string_view bytes);

bool is_utf8(std::string_view bytes);

/// The character whose valid sequence `bytes` begins with.
char32_t decode(std::string_view bytes);

/// The sequence of a character; that of U+FFFD where it is none.
std::string encode(char32_t character);

/// The greatest place up to `at` where no character of `bytes` is torn apart; its size where that
/// is less than `at`.
std::size_t start_of_character(std::string_view bytes, std::size_t at);

}  // namespace procdemo::base
