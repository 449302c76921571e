#include "cli/table.h"

#include <algorithm>

#include "show/terminal/escape.h"
#include "show/terminal/glyph.h"
#include "show/terminal/wrap.h"

namespace procdemo::cli {
namespace {

constexpr int margin = 2;        // before a term
constexpr int gap = 2;           // between a term and its meaning
constexpr int widest_term = 26;  // columns; longer ones stand alone
constexpr int least_meaning = 20;
constexpr int least_width = 12;

std::string spaces(int count) {
  return std::string(static_cast<std::size_t>(std::max(count, 0)), ' ');
}

int column_of_meanings(const std::vector<Definition>& rows, int width) {
  int widest = 0;
  for (const Definition& row : rows) {
    const int columns = columns_of(escaped(row.term));
    if (columns <= widest_term) widest = std::max(widest, columns);
  }
  const int column = margin + widest + gap;
  return width - column < least_meaning ? margin * 2 : column;
}

}  // namespace

std::string paragraph(std::string_view text, int width, int indent) {
  std::string laid_out;
  const int columns = std::max(width - indent, least_width);
  while (true) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    for (const Rich& row : wrap({{escaped(text.substr(0, end))}}, columns, Break::words)) {
      laid_out += spaces(row.empty() ? 0 : indent) + paint(row, false) + "\n";
    }
    if (end == text.size()) return laid_out;
    text.remove_prefix(end + 1);
  }
}

std::string table(const std::vector<Definition>& rows, int width) {
  const int column = column_of_meanings(rows, width);
  std::string laid_out;
  for (const Definition& row : rows) {
    const int end = margin + columns_of(escaped(row.term));
    const bool beside = end + gap <= column;
    const std::string meaning = paragraph(row.meaning, width, column);
    laid_out += spaces(margin) + escaped(row.term);
    laid_out += beside ? spaces(column - end) + meaning.substr(static_cast<std::size_t>(column))
                       : "\n" + meaning;
  }
  return laid_out;
}

}  // namespace procdemo::cli
