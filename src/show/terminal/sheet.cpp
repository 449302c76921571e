#include "show/terminal/sheet.h"

#include <algorithm>

#include "base/text/lines.h"
#include "show/terminal/escape.h"
#include "show/terminal/wrap.h"

namespace procdemo::show {

namespace {

std::string spaces(int count) {
  return std::string(static_cast<std::size_t>(count), ' ');
}

int leading_spaces(std::string_view line) {
  const auto first = line.find_first_not_of(' ');
  return first == std::string_view::npos ? 0 : static_cast<int>(first);
}

// Of the line that begins an item, "- " or "3. "; else 0.
int bullet_width(std::string_view line) {
  if (line.starts_with("- ")) return 2;
  const auto digits = std::min(line.find_first_not_of("0123456789"), line.size());
  return digits > 0 && line.substr(digits).starts_with(". ") ? static_cast<int>(digits) + 2 : 0;
}

}  // namespace

void Sheet::row(const Rich& text) {
  text_ += paint(text, style_.color) + '\n';
}

void Sheet::prose(const Rich& text, int indent, int hang) {
  const int left = std::min(indent, style_.width / 4);  // a narrow terminal has no room to waste
  int at = left;
  for (const Rich& words : wrap(text, style_.width - left - hang, Break::words)) {
    Rich line{{spaces(at)}};
    line.insert(line.end(), words.begin(), words.end());
    row(line);
    at = left + hang;
  }
}

void Sheet::paragraphs(std::string_view text, int indent) {
  for (std::string_view line; next_line(text, line);) {
    const int further = leading_spaces(line);
    const std::string_view words = line.substr(static_cast<std::size_t>(further));
    if (words.empty()) {
      blank();
    } else {
      prose({{escaped(words)}}, indent + further, bullet_width(words));
    }
  }
}

}  // namespace procdemo::show
