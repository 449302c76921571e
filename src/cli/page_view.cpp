#include "cli/page_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/text/lines.h"
#include "cli/table.h"
#include "lesson/page_lines.h"
#include "show/terminal/escape.h"
#include "show/terminal/glyph.h"
#include "show/terminal/ink.h"
#include "show/terminal/wrap.h"

namespace procdemo::cli {
namespace {

/// A line of code in `width` columns, each row after `left`.
std::string code_rows(std::string_view line, int width, const std::string& left) {
  std::string rows;
  for (const Rich& row : wrap_code(line, width)) rows += left + paint(row, false) + "\n";
  return rows;
}

class PageView {
 public:
  explicit PageView(const Style& style) : style_(style) {}

  void add(const PageLine& line) {
    const bool after_heading = std::exchange(after_heading_, line.kind == PageLine::Kind::heading);
    if (line.kind != PageLine::Kind::row) table();
    switch (line.kind) {
      case PageLine::Kind::blank:
        if (!after_heading) view_ += '\n';
        return;
      case PageLine::Kind::heading:
        return heading(escaped(line.text));
      case PageLine::Kind::prose:
        return prose(line);
      case PageLine::Kind::code:
        view_ += code_rows(line.text, style_.width - line.indent, spaces(line.indent));
        return;
      case PageLine::Kind::row:
        rows_.emplace_back();
        for (const std::string& cell : line.cells) rows_.back().push_back(escaped(cell));
        return;
    }
  }

  std::string take() {
    table();
    return std::move(view_);
  }

 private:
  using Cells = std::vector<std::string>;

  static std::string spaces(int count) { return std::string(static_cast<std::size_t>(count), ' '); }

  void heading(const std::string& text) {
    view_ += paint({{text, bold}}, style_.color) + "\n";
    if (!style_.color) view_ += std::string(static_cast<std::size_t>(columns_of(text)), '-') + "\n";
  }

  /// Further rows hang below the first word.
  void prose(const PageLine& line) {
    const int left = line.indent + static_cast<int>(line.bullet.size());
    std::string laid_out = paragraph(line.text, style_.width, left);
    laid_out.replace(static_cast<std::size_t>(line.indent), line.bullet.size(), line.bullet);
    view_ += laid_out;
  }

  /// The rows so far, as a table.
  void table() {
    std::vector<std::size_t> widths;
    for (const Cells& row : rows_) {
      widths.resize(std::max(widths.size(), row.size()));
      for (std::size_t i = 0; i < row.size(); ++i) {
        widths[i] = std::max(widths[i], static_cast<std::size_t>(columns_of(row[i])));
      }
    }
    std::size_t all = 2;
    for (const std::size_t width : widths) all += width + 3;
    const bool fits = all <= static_cast<std::size_t>(style_.width) + 3;
    for (const Cells& row : rows_) view_ += fits ? table_row(row, widths) : stacked(row);
    rows_.clear();
  }

  /// A row that is too wide: each cell below the one before it.
  std::string stacked(const Cells& cells) const {
    std::string text;
    int indent = 2;
    for (const std::string& cell : cells) {
      text += paragraph(cell, style_.width, indent);
      indent = 4;
    }
    return text;
  }

  static std::string table_row(const Cells& cells, const std::vector<std::size_t>& widths) {
    std::string line = "  ";
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::size_t columns = static_cast<std::size_t>(columns_of(cells[i]));
      line += cells[i];
      if (i + 1 < cells.size()) line += std::string(widths[i] - columns + 3, ' ');
    }
    return line + "\n";
  }

  Style style_;
  std::string view_;
  bool after_heading_ = false;
  std::vector<Cells> rows_;
};

}  // namespace

std::string page_view(std::string_view markdown, const Style& style) {
  PageView view(style);
  for (const PageLine& line : page_lines(markdown, InlineCode::quoted)) view.add(line);
  return view.take();
}

std::string source_view(std::string_view source, int width) {
  constexpr int margin = 6;  // columns, for the number
  std::string view;
  int number = 0;
  for (std::string_view line; next_line(source, line);) {
    const std::string rows =
        code_rows(line, width - margin, std::string(static_cast<std::size_t>(margin), ' '));
    view += fmt::format("{:>4}  ", ++number) + rows.substr(static_cast<std::size_t>(margin));
  }
  return view;
}

}  // namespace procdemo::cli
