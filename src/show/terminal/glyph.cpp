#include "show/terminal/glyph.h"

#include <locale.h>
#include <wchar.h>

#include <algorithm>

#include "base/text/utf8.h"

namespace procdemo::show {

namespace {

int ask_library(char32_t character) {
  static const locale_t utf8 = ::newlocale(LC_CTYPE_MASK, "C.UTF-8", locale_t{});
  if (!utf8) return 2;
  const locale_t before = ::uselocale(utf8);
  const int columns = ::wcwidth(static_cast<wchar_t>(character));
  ::uselocale(before);
  return columns;
}

}  // namespace

int columns_of(char32_t character) {
  if (character < 0x20 || (character >= 0x7F && character < 0xA0)) return -1;  // C0, DEL, C1
  if (character < 0x7F) return 1;
  if (character >= 0x2500 && character < 0x25A0) return 1;  // box drawing and blocks, our own lines
  return ask_library(character);
}

Glyph first_glyph(std::string_view text) {
  auto length = static_cast<std::size_t>(utf8_sequence(text));
  if (length == 0) return {text.substr(0, 1), 1};
  const int columns = columns_of(decode(text));
  while (length < text.size()) {
    const std::string_view rest = text.substr(length);
    const auto next = static_cast<std::size_t>(utf8_sequence(rest));
    if (next < 2 || columns_of(decode(rest)) != 0) break;
    length += next;
  }
  return {text.substr(0, length), columns};
}

int columns_of(std::string_view text) {
  int columns = 0;
  while (!text.empty()) {
    const auto ascii = std::ranges::find_if(text, [](char c) { return c < 0; }) - text.begin();
    if (ascii > 1) {  // all but the last, which a combining character may follow
      columns += static_cast<int>(ascii) - 1;
      text.remove_prefix(static_cast<std::size_t>(ascii) - 1);
    }
    const Glyph glyph = first_glyph(text);
    columns += glyph.columns;
    text.remove_prefix(glyph.bytes.size());
  }
  return columns;
}

}  // namespace procdemo::show
