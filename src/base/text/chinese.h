// What of a text is Chinese: characters and punctuation, written without blanks between words.
#pragma once

#include <algorithm>
#include <string_view>

#include "base/room.h"
#include "base/text/utf8.h"

namespace procdemo::base {

/// From the ideographic space to the last unified ideograph, compatibility ideographs, and the
/// full-width forms.
inline bool is_chinese(char32_t character) {
  return (character >= 0x3000 && character <= 0x9FFF) ||
         (character >= 0xF900 && character <= 0xFAFF) ||
         (character >= 0xFF00 && character <= 0xFFEF);
}

inline bool ends_in_chinese(std::string_view text) {
  return !text.empty() &&
         is_chinese(decode(text.substr(start_of_character(text, text.size() - 1))));
}

inline bool has_chinese(std::string_view text) {
  while (!text.empty()) {
    if (is_chinese(decode(text))) return true;
    text.remove_prefix(static_cast<std::size_t>(std::max(1, utf8_sequence(text))));
  }
  return false;
}

}  // namespace procdemo::base
