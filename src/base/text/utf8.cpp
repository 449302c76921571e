#include "base/text/utf8.h"

namespace procdemo::base {

int utf8_sequence(std::string_view bytes) {
  const auto at = [&](std::size_t i) {
    return i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0u;
  };
  const auto follows = [&](std::size_t i) { return (at(i) & 0xC0) == 0x80; };
  if (bytes.empty()) return 0;
  const unsigned first = at(0);
  if (first < 0x80) return 1;
  if (first >= 0xC2 && first <= 0xDF) return follows(1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF) {
    const bool overlong = first == 0xE0 && at(1) < 0xA0;
    const bool surrogate = first == 0xED && at(1) > 0x9F;
    return follows(1) && follows(2) && !overlong && !surrogate ? 3 : 0;
  }
  if (first >= 0xF0 && first <= 0xF4) {
    const bool overlong = first == 0xF0 && at(1) < 0x90;
    const bool too_large = first == 0xF4 && at(1) > 0x8F;
    return follows(1) && follows(2) && follows(3) && !overlong && !too_large ? 4 : 0;
  }
  return 0;
}

bool is_utf8(std::string_view bytes) {
  while (!bytes.empty()) {
    const int length = utf8_sequence(bytes);
    if (length == 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(length));
  }
  return true;
}

char32_t decode(std::string_view bytes) {
  const auto first = static_cast<unsigned char>(bytes[0]);
  if (first < 0x80) return first;
  const int length = utf8_sequence(bytes);
  char32_t character = first & (0x7Fu >> length);
  for (int i = 1; i < length; ++i) {
    const auto next = static_cast<unsigned char>(bytes[static_cast<std::size_t>(i)]);
    character = character << 6 | (next & 0x3Fu);
  }
  return character;
}

std::string encode(char32_t character) {
  constexpr char32_t replacement = 0xFFFD, last = 0x10FFFF;
  const bool is_surrogate = character >= 0xD800 && character < 0xE000;
  if (character > last || is_surrogate) character = replacement;
  if (character < 0x80) return std::string(1, static_cast<char>(character));
  const int following = character < 0x800 ? 1 : character < 0x10000 ? 2 : 3;
  const auto mark = static_cast<unsigned char>(~(0x7Fu >> following));
  std::string text(1, static_cast<char>(mark | character >> 6 * following));
  for (int i = following - 1; i >= 0; --i) {
    text += static_cast<char>(0x80u | (character >> 6 * i & 0x3Fu));
  }
  return text;
}

std::size_t start_of_character(std::string_view bytes, std::size_t at) {
  if (at >= bytes.size()) return bytes.size();
  constexpr std::size_t most_following = 3;
  std::size_t start = at;
  while (start > 0 && at - start < most_following && (bytes[start] & 0xC0) == 0x80) --start;
  const auto length = static_cast<std::size_t>(utf8_sequence(bytes.substr(start)));
  return start + length > at ? start : at;
}

}  // namespace procdemo::base
