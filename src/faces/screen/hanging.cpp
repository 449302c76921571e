#include "faces/screen/hanging.h"

#include <algorithm>
#include <cstddef>

#include "show/terminal/glyph.h"
#include "show/terminal/wrap.h"

namespace procdemo::faces {

std::string padded(const std::string& text, int columns) {
  return text + std::string(static_cast<std::size_t>(std::max(0, columns - columns_of(text))), ' ');
}

Rich joined(Rich text, const Rich& more) {
  text.insert(text.end(), more.begin(), more.end());
  return text;
}

std::vector<Rich> hanging(const Rich& beginning, const Rich& sentence, int columns) {
  constexpr int narrowest = 16;  // columns: for words
  const int indent = columns_of(beginning);
  if (columns - indent < narrowest) return {joined(beginning, sentence)};
  std::vector<Rich> rows;
  for (const Rich& part : wrap(sentence, columns - indent, Break::words)) {
    rows.push_back(joined(rows.empty() ? beginning : Rich{{padded("", indent)}}, part));
  }
  return rows;
}

}  // namespace procdemo::faces
