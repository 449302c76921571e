#include "faces/screen/panes.h"

#include <algorithm>

#include "base/text/lines.h"
#include "faces/screen/source_pane.h"
#include "faces/screen/variables_pane.h"
#include "faces/words/screen.h"
#include "show/terminal/escape.h"
#include "show/terminal/tree.h"
#include "show/terminal/wrap.h"

namespace procdemo::faces {
namespace {

using Rows = std::vector<Rich>;

// The last ones: what happened last is what the reader looks for.
Rows last_of(const Rows& rows, int height) {
  const auto left_out = std::max<std::ptrdiff_t>(0, std::ssize(rows) - height);
  return {rows.begin() + left_out, rows.end()};
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

Rows lanes(ToldRun& told, ScreenSize size) {
  return last_of(told.lanes(size.columns), size.rows);
}

Rows tree(const View& view, const ToldRun& told, ScreenSize size) {
  const Style style{.language = view.language, .color = true, .width = size.columns};
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
                       ScreenSize size) {
  switch (page) {
    case Pane::lanes:
      return lanes(told, size);
    case Pane::source:
      return source_pane(view, told, source, size);
    case Pane::tree:
      return tree(view, told, size);
    case Pane::variables:
      return variables_pane(view, told, size);
    case Pane::why:
      return why(view, size);
    case Pane::help:
      return wrapped(split(say(view.language, ScreenSay::help), "\n"), size.columns);
  }
  return {};
}

}  // namespace procdemo::faces
