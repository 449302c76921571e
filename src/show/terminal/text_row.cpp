#include "show/terminal/text_row.h"

#include <algorithm>

#include "show/terminal/glyph.h"

namespace procdemo::show {

void TextRow::put(int column, const Rich& text) {
  const auto width = static_cast<int>(cells_.size());
  for (const Piece& piece : text) {
    for (std::string_view rest = piece.text; !rest.empty();) {
      const Glyph glyph = first_glyph(rest);
      rest.remove_prefix(glyph.bytes.size());
      if (glyph.columns < 0 || column < 0) continue;
      if (column > width - std::max(glyph.columns, 1)) return;
      const auto at = cells_.begin() + column;
      at[0] = {std::string(glyph.bytes), piece.ink};
      if (glyph.columns == 2) at[1] = {"", piece.ink};
      column += glyph.columns;
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
