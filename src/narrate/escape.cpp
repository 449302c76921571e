#include "narrate/escape.h"

#include <fmt/format.h>

#include "narrate/glyph.h"
#include "trace/utf8.h"

namespace procdemo {

namespace {

bool turns_direction(char32_t c) {
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E ||
         c == 0x200F || c == 0x061C;
}

bool printable(char32_t c) {
  return !turns_direction(c) && c != 0x2028 && c != 0x2029 && columns_of(c) >= 0;
}

std::string escape_of(char32_t c) {
  const auto number = static_cast<unsigned>(c);
  if (number < 0x80) return fmt::format("\\x{:02x}", number);
  if (number < 0x10000) return fmt::format("\\u{:04x}", number);
  return fmt::format("\\U{:08x}", number);
}

// Collects text, joining what has the same ink.
class Collector {
 public:
  void add(std::string_view text, Ink ink) {
    if (text_.empty() || text_.back().ink != ink) text_.push_back({"", ink});
    text_.back().text += text;
  }
  void tab(Ink ink) {
    add(std::string(static_cast<std::size_t>(8 - columns_of(text_) % 8), ' '), ink);
  }
  Rich take() { return std::move(text_); }

 private:
  Rich text_;
};

// The bytes at the front that need no look: printable ASCII.
std::size_t plain_prefix(std::string_view bytes) {
  std::size_t n = 0;
  while (n < bytes.size() && bytes[n] >= 0x20 && bytes[n] < 0x7F) ++n;
  return n;
}

}  // namespace

Rich harmless(std::string_view bytes, Ink ink) {
  const Ink faint{ink.color, false, true};
  Collector shown;
  while (!bytes.empty()) {
    const std::size_t plain = plain_prefix(bytes);
    const auto length = plain > 0 ? plain : static_cast<std::size_t>(utf8_sequence(bytes));
    if (length == 0) {
      shown.add(fmt::format("\\x{:02x}", static_cast<unsigned char>(bytes[0])), faint);
    } else if (plain > 0 || printable(decode(bytes))) {
      shown.add(bytes.substr(0, length), ink);
    } else if (bytes[0] == '\t') {
      shown.tab(ink);
    } else {
      shown.add(escape_of(decode(bytes)), faint);
    }
    bytes.remove_prefix(length == 0 ? 1 : length);
  }
  return shown.take();
}

std::string escaped(std::string_view bytes) {
  std::string line(bytes);
  for (char& c : line) {
    if (c == '\t' || c == '\n') c = ' ';
  }
  return paint(harmless(line), false);
}

}  // namespace procdemo
