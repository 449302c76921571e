#include "show/terminal/program_line.h"

#include <string>
#include <string_view>

#include "base/text/utf8.h"
#include "show/sentences/sentence.h"
#include "show/terminal/escape.h"
#include "show/terminal/glyph.h"
#include "show/terminal/wrap.h"
#include "show/words/marks.h"

namespace procdemo::show {

namespace {

// procdemo itself tells a longer line in pieces (run/lines.h); a trace may come from anywhere.
constexpr std::size_t longest_shown = 65536;

std::string_view shown_of(const event::Line& line) {
  return std::string_view(line.text).substr(0, start_of_character(line.text, longest_shown));
}

Rich marks_of(const event::Line& line, Language language) {
  std::string marks;
  if (line.text.size() > longest_shown) {
    const auto more = static_cast<std::int64_t>(line.text.size() - shown_of(line).size());
    marks += " " + say(language, Sign::cut, count_bytes(more, language));
  }
  if (line.partial) marks += " " + say(language, Sign::partial);
  if (line.torn) marks += " " + say(language, Sign::torn);
  Rich rich;
  if (!marks.empty()) rich.push_back({marks, dim});
  return rich;
}

void append(Rich& text, const Rich& more) {
  text.insert(text.end(), more.begin(), more.end());
}

}  // namespace

Rich program_line(const event::Line& line, Ink ink, Language language) {
  Rich text = harmless(shown_of(line), ink);
  append(text, marks_of(line, language));
  return text;
}

std::vector<Rich> program_rows(const event::Line& line, Ink ink, Language language, int width) {
  std::vector<Rich> rows = wrap(harmless(shown_of(line), ink), width, Break::anywhere);
  const Rich marks = marks_of(line, language);
  if (columns_of(rows.back()) + columns_of(marks) > width) {
    const std::vector<Rich> own = wrap(marks, width, Break::words);
    rows.insert(rows.end(), own.begin(), own.end());
  } else {
    append(rows.back(), marks);
  }
  return rows;
}

}  // namespace procdemo::show
