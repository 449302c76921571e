// Whole numbers in a text: where a PID may stand.
#pragma once

#include <cstddef>
#include <string_view>

#include "base/room.h"

namespace procdemo::base {

/// The length of the number that begins at `at`, or 0 where none does. It is no part of a word
/// ("P20001", "0x20001") and has no fraction and is none ("2.5").
std::size_t whole_number_at(std::string_view text, std::size_t at);

/// Whether it is a letter, a digit or '_', of ASCII: others part words.
bool is_word_char(char c);

/// '\0' behind the end.
inline char char_at(std::string_view text, std::size_t at) {
  return at < text.size() ? text[at] : '\0';
}

}  // namespace procdemo::base
