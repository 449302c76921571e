#include "show/terminal/wrap.h"

#include <algorithm>
#include <string_view>

#include "show/terminal/escape.h"
#include "show/terminal/glyph.h"

namespace procdemo::show {

namespace {

struct Inked {
  Glyph glyph;
  Ink ink;
};

std::vector<Inked> glyphs_of(const Rich& text) {
  std::vector<Inked> glyphs;
  for (const Piece& piece : text) {
    for (std::string_view rest = piece.text; !rest.empty();) {
      const Glyph glyph = first_glyph(rest);
      glyphs.push_back({glyph, piece.ink});
      rest.remove_prefix(glyph.bytes.size());
    }
  }
  return glyphs;
}

bool space(const Inked& inked) {
  return inked.glyph.bytes == " ";
}

// Marks that never begin a row in Chinese, and those that never end one.
bool closes(const Inked& inked) {
  return std::string_view("，。：；、！？）》”’").find(inked.glyph.bytes) != std::string_view::npos;
}
bool opens(const Inked& inked) {
  return std::string_view("（《“‘").find(inked.glyph.bytes) != std::string_view::npos;
}

// Whether prose may be broken between two neighbours.
bool may_break(const Inked& before, const Inked& after) {
  if (space(before)) return !space(after);
  if (space(after) || closes(after) || opens(before)) return false;
  return before.glyph.columns == 2 || after.glyph.columns == 2;
}

Rich join(const Inked* begin, const Inked* end) {
  Rich row;
  for (const Inked* at = begin; at != end; ++at) {
    if (row.empty() || row.back().ink != at->ink) row.push_back({"", at->ink});
    row.back().text += at->glyph.bytes;
  }
  return row;
}

bool digit(const Inked& inked) {
  const std::string_view bytes = inked.glyph.bytes;
  return bytes.size() == 1 && bytes[0] >= '0' && bytes[0] <= '9';
}

// Back to before the number that the row's end would tear apart, where it fits into a row.
std::size_t before_number(const std::vector<Inked>& glyphs, std::size_t from, std::size_t end,
                          int width) {
  std::size_t first = end, last = end;
  while (last < glyphs.size() && digit(glyphs[last])) ++last;
  while (last > end && first > from && digit(glyphs[first - 1])) --first;
  const bool fits = last - first <= static_cast<std::size_t>(width);
  return fits && first > from ? first : end;
}

// Where the row that begins at `from` ends: as many glyphs as fit, then back to a good place.
std::size_t end_of_row(const std::vector<Inked>& glyphs, std::size_t from, int width, Break where) {
  std::size_t end = from;
  for (int used = 0; end < glyphs.size(); ++end) {
    used += glyphs[end].glyph.columns;
    if (used > width) break;
  }
  end = std::max(end, from + 1);
  if (end == glyphs.size()) return end;
  if (where == Break::anywhere) return before_number(glyphs, from, end, width);
  std::size_t good = end;
  while (good < glyphs.size() && space(glyphs[good])) ++good;  // spaces may hang over the edge
  while (good > from && !(good == glyphs.size() || may_break(glyphs[good - 1], glyphs[good]))) {
    --good;
  }
  return good > from ? good : end;
}

}  // namespace

std::vector<Rich> wrap(const Rich& text, int width, Break where) {
  if (columns_of(text) <= width) return {text};
  const std::vector<Inked> glyphs = glyphs_of(text);
  std::vector<Rich> rows;
  for (std::size_t from = 0; from < glyphs.size();) {
    const std::size_t next = end_of_row(glyphs, from, width, where);
    std::size_t end = next;
    while (where == Break::words && end > from && space(glyphs[end - 1])) --end;
    rows.push_back(join(glyphs.data() + from, glyphs.data() + end));
    from = next;
  }
  return rows;
}

Rich shortened(const Rich& text, int width) {
  if (columns_of(text) <= width) return text;
  const std::vector<Inked> glyphs = glyphs_of(text);
  std::size_t end = 0;
  for (int used = 1; end < glyphs.size(); ++end) {  // 1: of the mark
    used += glyphs[end].glyph.columns;
    if (used > width) break;
  }
  Rich row = join(glyphs.data(), glyphs.data() + end);
  if (width > 0) row.push_back({"…", dim});
  return row;
}

std::vector<Rich> wrap_code(std::string_view line, int width) {
  constexpr int narrowest = 20, further = 4;  // columns: for words, and to the right
  const Rich whole = harmless(line);
  if (columns_of(whole) <= width) return {whole};
  const std::size_t first = std::min(line.find_first_not_of(" \t"), line.size());
  const int spare = std::max(width - narrowest, 0);
  const int indent = std::min(columns_of(harmless(line.substr(0, first))), spare);
  const int hanging = indent + std::min(further, spare - indent);
  std::vector<Rich> rows = wrap(harmless(line.substr(first)), width - hanging, Break::words);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const int left = i == 0 ? indent : hanging;
    rows[i].insert(rows[i].begin(), Piece{std::string(static_cast<std::size_t>(left), ' '), {}});
  }
  return rows;
}

}  // namespace procdemo::show
