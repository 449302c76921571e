#include "base/text/shown.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "base/text/utf8.h"

namespace procdemo::base {

namespace {

struct Characters {
  char32_t first, last;
};

// In their order.
constexpr Characters hidden[] = {
    {0x0000, 0x001F},      // C0: escape, bell, carriage return ...
    {0x007F, 0x009F},      // DEL and C1: U+009B begins a control sequence as ESC [ does
    {0x00AD, 0x00AD},      // soft hyphen
    {0x034F, 0x034F},      // combining grapheme joiner
    {0x061C, 0x061C},      // Arabic letter mark
    {0x115F, 0x1160},      // Hangul fillers
    {0x17B4, 0x17B5},      // Khmer inherent vowels
    {0x180B, 0x180F},      // Mongolian variation selectors
    {0x200B, 0x200F},      // zero width space, joiners, marks of direction
    {0x2028, 0x202E},      // separators of lines and paragraphs; embeddings, overrides
    {0x2060, 0x206F},      // word joiner, invisible operators, isolates
    {0x3164, 0x3164},      // Hangul filler
    {0xD800, 0xF8FF},      // surrogates; private use
    {0xFDD0, 0xFDEF},      // noncharacters
    {0xFE00, 0xFE0F},      // variation selectors
    {0xFEFF, 0xFEFF},      // zero width no-break space, the byte order mark
    {0xFFA0, 0xFFA0},      // halfwidth Hangul filler
    {0xFFF0, 0xFFFB},      // not assigned; interlinear annotation
    {0x13430, 0x1343F},    // Egyptian hieroglyph format controls
    {0x1BCA0, 0x1BCA3},    // shorthand format controls
    {0x1D159, 0x1D159},    // a notehead that is not there
    {0x1D173, 0x1D17A},    // musical beams, ties, slurs
    {0xE0000, 0xE0FFF},    // tags, more variation selectors
    {0xF0000, 0xFFFFFFFF}  // private use; beyond Unicode
};

constexpr bool in_order() {
  for (std::size_t i = 0; i + 1 < std::size(hidden); ++i) {
    if (hidden[i].last >= hidden[i + 1].first) return false;
  }
  return true;
}
static_assert(in_order());

bool is_noncharacter(char32_t character) {
  return (character & 0xFFFE) == 0xFFFE;
}

}  // namespace

bool shows_itself(char32_t character) {
  if (character >= 0x20 && character < 0x7F) return true;
  const auto* const at = std::ranges::lower_bound(hidden, character, {}, &Characters::last);
  const bool found = at != std::end(hidden) && at->first <= character;
  return !found && !is_noncharacter(character);
}

std::string escape_of(char32_t character) {
  const auto number = static_cast<unsigned>(character);
  if (number < 0x80) return fmt::format("\\x{:02x}", number);
  if (number < 0x10000) return fmt::format("\\u{:04x}", number);
  return fmt::format("\\U{:08x}", number);
}

std::string escape_of_byte(char byte) {
  return fmt::format("\\x{:02x}", static_cast<unsigned char>(byte));
}

std::size_t plain_prefix(std::string_view text) {
  std::size_t n = 0;
  while (n < text.size() && text[n] >= 0x20 && text[n] < 0x7F) ++n;
  return n;
}

std::size_t shown_prefix(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    const std::string_view rest = text.substr(at);
    if (const std::size_t plain = plain_prefix(rest)) {
      at += plain;
      continue;
    }
    const auto length = static_cast<std::size_t>(utf8_sequence(rest));
    if (length == 0 || !shows_itself(decode(rest))) break;
    at += length;
  }
  return at;
}

std::string shown(std::string_view text, std::string_view kept, std::string (*escape)(char32_t)) {
  std::string all;
  while (true) {
    const std::size_t prefix = shown_prefix(text);
    all += text.substr(0, prefix);
    text.remove_prefix(prefix);
    if (text.empty()) return all;
    const auto length = static_cast<std::size_t>(utf8_sequence(text));
    if (length == 1 && kept.find(text[0]) != std::string_view::npos) {
      all += text[0];
    } else {
      all += length == 0 ? escape_of_byte(text[0]) : escape(decode(text));
    }
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
}

}  // namespace procdemo::base
