#include "faces/screen/panes.h"

#include <algorithm>
#include <iterator>

#include "base/text/lines.h"
#include "faces/screen/hanging.h"
#include "faces/screen/source_pane.h"
#include "faces/screen/variables_pane.h"
#include "faces/words/screen.h"
#include "show/terminal/escape.h"
#include "show/terminal/tree.h"
#include "show/terminal/wrap.h"

namespace procdemo::faces {
namespace {

using Rows = std::vector<Rich>;

// So many of them from `usual` on, moved by what was scrolled.
Rows part_of(const Rows& rows, int height, int usual, Scroll& scroll) {
  const int last = std::max(0, static_cast<int>(rows.size()) - height);
  const int first = std::clamp(usual + scroll.by, 0, last);
  scroll = {.by = first - usual, .above = first, .below = last - first};
  const auto end = std::min<std::ptrdiff_t>(first + height, std::ssize(rows));
  return {rows.begin() + first, rows.begin() + end};
}

// Keys and what they do, in two columns.
Rows help(Language language, int columns) {
  std::vector<std::vector<std::string>> keys;
  int widest = 0;
  for (const std::string& line : split(say(language, ScreenSay::help), "\n")) {
    keys.push_back(split(line, "\t"));
    widest = std::max(widest, columns_of(keys.back().front()));
  }
  Rows rows;
  for (const auto& key : keys) {
    std::ranges::move(hanging({{padded(key.front(), widest + 1)}}, {{key.back()}}, columns),
                      std::back_inserter(rows));
  }
  return rows;
}

Rows wrapped(const std::vector<std::string>& lines, int columns) {
  Rows rows;
  for (const std::string& line : lines) {
    for (Rich& row : wrap({{escaped(line)}}, std::max(2, columns), Break::words)) {
      rows.push_back(std::move(row));
    }
  }
  return rows;
}

// The last ones: what happened last is what the reader looks for.
Rows lanes(ToldRun& told, ScreenSize size, Scroll& scroll) {
  const Rows& rows = told.lanes(size.columns);
  const int last = std::max(0, static_cast<int>(rows.size()) - size.rows);
  return part_of(rows, size.rows, last, scroll);
}

Rows tree(const View& view, const ToldRun& told, ScreenSize size) {
  const Style style{
      .language = view.language, .color = true, .width = size.columns, .spoken = view.spoken};
  const std::string text = process_tree(told.lineage(), style, !told.end());
  Rows rows;
  for (const std::string& line : split(text, "\n")) {
    if (!rows.empty() || !line.empty()) rows.push_back(unpainted(line));
  }
  return rows;
}

Rows why(const View& view, ScreenSize size) {
  if (view.why.empty()) return wrapped({say(view.language, ScreenSay::no_why)}, size.columns);
  return wrapped(view.why, size.columns);
}

}  // namespace

std::vector<Rich> pane(Pane page, const View& view, ToldRun& told, SourceText& source,
                       ScreenSize size, Scroll& scroll) {
  const auto from_beginning = [&](const Rows& rows) { return part_of(rows, size.rows, 0, scroll); };
  switch (page) {
    case Pane::lanes:
      return lanes(told, size, scroll);
    case Pane::source:
      return source_pane(view, told, source, size, scroll);
    case Pane::tree:
      return from_beginning(tree(view, told, size));
    case Pane::variables:
      return from_beginning(variables_pane(view, told, size));
    case Pane::why:
      return from_beginning(why(view, size));
    case Pane::help:
      return from_beginning(help(view.language, size.columns));
  }
  return {};
}

Pane page_of(const command::Look& look) {
  using At = command::Look::At;
  if (look.at == At::tree) return Pane::tree;
  return look.at == At::variables ? Pane::variables : Pane::source;
}

}  // namespace procdemo::faces
