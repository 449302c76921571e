#include "show/terminal/text_row.h"

#include <algorithm>

#include "show/terminal/glyph.h"

namespace procdemo::show {

void TextRow::put(int column, const Rich& text) {
  auto at = static_cast<std::size_t>(column);
  for (const Piece& piece : text) {
    for (std::string_view rest = piece.text; !rest.empty();) {
      const Glyph glyph = first_glyph(rest);
      rest.remove_prefix(glyph.bytes.size());
      const auto columns = static_cast<std::size_t>(glyph.columns);
      if (at + std::max<std::size_t>(columns, 1) > cells_.size()) return;
      cells_[at] = {std::string(glyph.bytes), piece.ink};
      if (columns == 2) cells_[at + 1] = {"", piece.ink};
      at += columns;
    }
  }
}

void TextRow::line(int first, int last, Ink ink) {
  for (int column = first; column <= last; ++column) {
    Cell& cell = cells_[static_cast<std::size_t>(column)];
    cell = cell.glyph == " " ? Cell{"─", ink} : Cell{"┼", cell.ink};
  }
}

Rich TextRow::text() const {
  const auto used = std::find_if(cells_.rbegin(), cells_.rend(),
                                 [](const Cell& cell) { return cell.glyph != " "; });
  Rich text;
  for (auto cell = cells_.begin(); cell != used.base(); ++cell) {
    if (text.empty() || text.back().ink != cell->ink) text.push_back({"", cell->ink});
    text.back().text += cell->glyph;
  }
  return text;
}

}  // namespace procdemo::show
