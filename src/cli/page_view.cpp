#include "cli/page_view.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text/lines.h"
#include "cli/table.h"
#include "lesson/markdown.h"
#include "show/terminal/escape.h"
#include "show/terminal/glyph.h"
#include "show/terminal/ink.h"

namespace procdemo {
namespace {

constexpr int code_indent = 4;

/// Told by parse_markdown: collects a block's text, and lays it out at the block's end.
class PageView {
 public:
  explicit PageView(const Style& style) : style_(style) {}

  void enter(MD_BLOCKTYPE block, const void* detail) {
    if (block == MD_BLOCK_UL || block == MD_BLOCK_OL) enter_list(block, detail);
    if (block == MD_BLOCK_LI) bullet_ = next_bullet();
    if (block == MD_BLOCK_TABLE) rows_.clear();
    if (block == MD_BLOCK_TR) rows_.emplace_back();
    text_.clear();
  }

  void leave(MD_BLOCKTYPE block) {
    switch (block) {
      case MD_BLOCK_H:
        return heading();
      case MD_BLOCK_P:
        return loose(text_);
      case MD_BLOCK_LI:
        return item();
      case MD_BLOCK_UL:
      case MD_BLOCK_OL:
        return leave_list();
      case MD_BLOCK_CODE:
        return code();
      case MD_BLOCK_TH:
      case MD_BLOCK_TD:
        rows_.back().push_back(escaped(text_));
        return;
      case MD_BLOCK_TABLE:
        return table();
      default:
        return;
    }
  }

  void text(MD_TEXTTYPE type, std::string_view text) {
    const bool line_break = type == MD_TEXT_BR;
    if (type == MD_TEXT_SOFTBR || line_break) {
      text_ += line_break ? "\n" : " ";
    } else {
      text_ += text;
    }
  }

  /// Inline code keeps its quotes; other emphasis is left to the words.
  void span(MD_SPANTYPE type) {
    if (type == MD_SPAN_CODE) text_ += "`";
  }

  std::string view() const { return view_; }

 private:
  using Cells = std::vector<std::string>;

  int indent() const { return 2 * static_cast<int>(lists_.size()); }

  void gap() {
    if (!view_.empty() && !after_heading_) view_ += "\n";
    after_heading_ = false;
  }

  void heading() {
    gap();
    view_ += paint({{escaped(text_), bold}}, style_.color) + "\n";
    after_heading_ = true;
    if (style_.color) return;
    view_ += std::string(static_cast<std::size_t>(columns_of(escaped(text_))), '-') + "\n";
  }

  /// A paragraph of its own, or of an item.
  void loose(const std::string& text) {
    if (!lists_.empty()) return item();
    gap();
    view_ += paragraph(text, style_.width);
  }

  void enter_list(MD_BLOCKTYPE block, const void* detail) {
    if (lists_.empty()) gap();
    item();  // the text before a list inside an item
    const bool numbered = block == MD_BLOCK_OL;
    lists_.push_back(
        numbered ? static_cast<int>(static_cast<const MD_BLOCK_OL_DETAIL*>(detail)->start) : -1);
  }

  void leave_list() { lists_.pop_back(); }

  std::string next_bullet() {
    int& number = lists_.back();
    return number < 0 ? "- " : fmt::format("{}. ", number++);
  }

  /// What was collected of an item, after its bullet where it has not had it yet.
  void item() {
    if (text_.empty() || lists_.empty()) return;
    const int before = indent() - 2 + static_cast<int>(bullet_.empty() ? 2 : bullet_.size());
    std::string laid_out = paragraph(text_, style_.width, before);
    if (!bullet_.empty()) {
      laid_out.replace(static_cast<std::size_t>(indent() - 2), bullet_.size(), bullet_);
    }
    view_ += laid_out;
    bullet_.clear();
    text_.clear();
  }

  void code() {
    gap();
    std::string_view rest = text_;
    for (std::string_view line; next_line(rest, line);) {
      view_ += std::string(code_indent, ' ') + escaped(line) + "\n";
    }
  }

  void table() {
    gap();
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
  }

  /// A row that is too wide: each cell below the one before it.
  std::string stacked(const Cells& cells) const {
    std::string text;
    int indent = 2;
    for (const std::string& cell : cells) {
      text += paragraph(cell, style_.width, indent);
      indent = code_indent;
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
  std::string text_;
  std::string bullet_;
  std::vector<int> lists_;  // for each list we are in: the next number, or -1
  std::vector<Cells> rows_;
};

}  // namespace

std::string page_view(std::string_view markdown, const Style& style) {
  PageView view(style);
  parse_markdown(markdown, view, MD_FLAG_TABLES | MD_FLAG_NOHTML);
  return view.view();
}

std::string source_view(std::string_view source) {
  std::string view;
  int number = 0;
  for (std::string_view line; next_line(source, line);) {
    view += fmt::format("{:>4}  {}\n", ++number, paint(harmless(line), false));
  }
  return view;
}

}  // namespace procdemo
