#include "show/terminal/escape.h"

#include <algorithm>

#include "base/text/shown.h"
#include "base/text/utf8.h"
#include "show/terminal/glyph.h"

namespace procdemo::show {

namespace {

// No language needs more on one character (UAX #15, "Stream-Safe Text Format").
constexpr int most_marks = 30;

// Collects text, joining what has the same ink.
class Collector {
 public:
  explicit Collector(Ink ink) : ink_(ink), faint_{ink.color, false, true} {}

  void plain(std::string_view text) {  // ASCII
    add(text, ink_);
    columns_ += static_cast<int>(text.size());
    marks_ = 0;
  }
  void character(std::string_view bytes) {
    const char32_t character = decode(bytes);
    const int columns = shows_itself(character) ? columns_of(character) : -1;
    const bool stands = columns > 0 || marks_ < most_marks;
    if (columns < 0 || !stands) return escape(escape_of(character));
    add(bytes, ink_);
    columns_ += columns;
    marks_ = columns > 0 ? 0 : marks_ + 1;
  }
  void escape(const std::string& text) {
    add(text, faint_);
    columns_ += static_cast<int>(text.size());
    marks_ = most_marks;
  }
  void tab() {
    plain(std::string(static_cast<std::size_t>(8 - columns_ % 8), ' '));
    marks_ = most_marks;
  }
  Rich take() { return std::move(text_); }

 private:
  void add(std::string_view text, Ink ink) {
    if (text_.empty() || text_.back().ink != ink) text_.push_back({"", ink});
    text_.back().text += text;
  }

  Ink ink_, faint_;
  Rich text_;
  int columns_ = 0;
  int marks_ = most_marks;  // on the character before; nothing is there to bear one at first
};

}  // namespace

Rich harmless(std::string_view bytes, Ink ink) {
  Collector shown(ink);
  while (!bytes.empty()) {
    if (const std::size_t plain = plain_prefix(bytes)) {
      shown.plain(bytes.substr(0, plain));
      bytes.remove_prefix(plain);
      continue;
    }
    const auto length = static_cast<std::size_t>(utf8_sequence(bytes));
    if (length == 0) {
      shown.escape(escape_of_byte(bytes[0]));
    } else if (bytes[0] == '\t') {
      shown.tab();
    } else {
      shown.character(bytes.substr(0, length));
    }
    bytes.remove_prefix(std::max<std::size_t>(length, 1));
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

std::string escaped_lines(std::string_view bytes) {
  std::string lines;
  while (true) {
    const std::size_t end = bytes.find('\n');
    lines += escaped(bytes.substr(0, end)) + "\n";
    if (end == std::string_view::npos) return lines;
    bytes.remove_prefix(end + 1);
  }
}

}  // namespace procdemo::show
