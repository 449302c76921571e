#include "faces/screen/source_pane.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text/lines.h"
#include "faces/words/screen.h"
#include "show/terminal/escape.h"
#include "show/terminal/glyph.h"
#include "show/terminal/wrap.h"

namespace procdemo::faces {
namespace {

// Somebody who stands at a place.
struct Standing {
  Name name;
  SourcePlace place;
  bool ready = false;
};

std::vector<Standing> all_standing(const RunStatus& status) {
  std::vector<Standing> all;
  for (const Ready& one : status.ready) {
    if (one.place) all.push_back({one.name, *one.place, true});
  }
  for (const Blocked& one : status.waiting) {
    if (one.place) all.push_back({one.name, *one.place});
  }
  return all;
}

// Where the cursor is; else where anybody stands.
std::optional<SourcePlace> focus_of(const View& view, const std::vector<Standing>& standing) {
  const auto chosen = static_cast<std::size_t>(view.chosen);
  if (chosen < view.status.ready.size() && view.status.ready[chosen].place) {
    return view.status.ready[chosen].place;
  }
  return standing.empty() ? std::nullopt : std::optional(standing.front().place);
}

class Source {
 public:
  Source(const View& view, const ToldRun& told, std::vector<Standing> standing,
         const SourcePlace& focus, int columns)
      : told_(told), standing_(std::move(standing)), focus_(focus), spoken_(view.spoken) {
    const int most_marks = std::clamp(columns / 3, marks_, 16);
    std::erase_if(standing_, [&](const Standing& one) { return one.place.file != focus.file; });
    for (const Standing& one : standing_) {
      marks_ = std::clamp(columns_of(names_at(one.place.line)) + 2, marks_, most_marks);
    }
  }

  std::vector<Rich> drawn(const std::vector<std::string>& lines, int height, Scroll& scroll) const {
    std::vector<Rich> rows = {{{escaped(focus_.file), bold}}};
    const int last = static_cast<int>(lines.size()), lowest = std::max(1, last - height + 2);
    const int usual = std::clamp(focus_.line - height / 2, 1, lowest);
    const int first = std::clamp(usual + scroll.by, 1, lowest);
    scroll = {.by = first - usual, .above = first - 1, .below = lowest - first};
    const int end = std::min(last + 1, first + height - 1);
    const std::size_t indent = common_indent(lines, first, end);
    for (int line = first; line < end; ++line) {
      const std::string& code = lines[static_cast<std::size_t>(line - 1)];
      rows.push_back(row(line, code.substr(std::min(indent, code.size()))));
    }
    return rows;
  }

  // Where the file is not to be found: the lines where somebody stands.
  std::vector<Rich> places() const {
    std::set<int> lines;
    for (const Standing& one : standing_) lines.insert(one.place.line);
    std::vector<Rich> rows;
    for (const int line : lines) rows.push_back(row(line, ""));
    return rows;
  }

 private:
  // Of the lines that are shown, but for empty ones.
  static std::size_t common_indent(const std::vector<std::string>& lines, int first, int end) {
    std::size_t indent = std::string::npos;
    for (int line = first; line < end; ++line) {
      const std::string& code = lines[static_cast<std::size_t>(line - 1)];
      if (!code.empty()) indent = std::min(indent, code.find_first_not_of(' '));
    }
    return indent == std::string::npos ? 0 : indent;
  }

  std::string names_at(int line) const {
    std::string names;
    for (const Standing& one : standing_) {
      if (one.place.line == line) names += (names.empty() ? "" : ",") + escaped(one.name);
    }
    return names;
  }

  bool anyone_ready_at(int line) const {
    return std::ranges::any_of(
        standing_, [&](const Standing& one) { return one.ready && one.place.line == line; });
  }

  // Names by their inks; how many more there are, where not all have room.
  Rich marks(int line) const {
    Rich text;
    int used = 0, left = 0;
    for (const Standing& one : standing_) left += one.place.line == line;
    for (const Standing& one : standing_) {
      if (one.place.line != line) continue;
      const std::string name = (text.empty() ? "" : ",") + escaped(one.name);
      if (used + columns_of(name) > marks_ - 5 && left > 1 && !text.empty()) break;
      Ink ink = told_.ink_of(one.name);
      ink.bold = true;
      text.push_back({name, ink});
      used += columns_of(name);
      --left;
    }
    if (left > 0) text.push_back({fmt::format("+{}", left)});
    const int rest = marks_ - 2 - columns_of(text);
    const char* const ready = spoken_ ? ">" : "▶";
    const char* const waits = spoken_ ? " " : "·";
    const char* const mark = text.empty() ? " " : anyone_ready_at(line) ? ready : waits;
    text.push_back({std::string(static_cast<std::size_t>(std::max(0, rest)) + 1, ' ') + mark});
    return text;
  }

  Rich row(int line, const std::string& code) const {
    Rich text = marks(line);
    const bool focused = line == focus_.line;
    text.push_back({fmt::format("{:>4}  ", line), dim});
    for (const Piece& piece : harmless(code, focused ? bold : Ink{})) text.push_back(piece);
    return text;
  }

  const ToldRun& told_;
  std::vector<Standing> standing_;
  SourcePlace focus_;
  bool spoken_;
  int marks_ = 5;  // columns
};

std::vector<Rich> sentence_rows(const std::string& sentence, int columns) {
  return wrap({{sentence, dim}}, std::max(2, columns), Break::words);
}

// What the run's header shows of it, where nobody stands anywhere.
std::vector<Rich> shown_source(const View& view, const ToldRun& told, int columns) {
  std::vector<Rich> rows = sentence_rows(say(view.language, ScreenSay::no_source), columns);
  int line = told.run().source.first_line;
  for (const std::string& code : split(told.run().source.text, "\n")) {
    rows.push_back({{fmt::format("{:>4}  ", line++), dim}});
    for (const Piece& piece : harmless(code)) rows.back().push_back(piece);
  }
  return rows;
}

}  // namespace

std::vector<Rich> source_pane(const View& view, const ToldRun& told, SourceText& source,
                              ScreenSize size, Scroll& scroll) {
  const std::vector<Standing> standing = all_standing(view.status);
  const auto focus = focus_of(view, standing);
  if (!focus) return shown_source(view, told, size.columns);
  const Source drawing(view, told, standing, *focus, size.columns);
  if (const auto* lines = source.lines(focus->file))
    return drawing.drawn(*lines, size.rows, scroll);
  std::vector<Rich> rows =
      sentence_rows(say(view.language, ScreenSay::no_file, escaped(focus->file)), size.columns);
  for (Rich& row : drawing.places()) rows.push_back(std::move(row));
  return rows;
}

}  // namespace procdemo::faces
