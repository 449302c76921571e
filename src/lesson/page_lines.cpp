#include "lesson/page_lines.h"

#include <utility>

#include "base/text/chinese.h"
#include "base/text/lines.h"
#include "base/text/utf8.h"
#include "lesson/markdown.h"

namespace procdemo::lesson {

namespace {

constexpr int list_indent = 2, code_indent = 4;

// Told by parse_markdown: collects the text of a block, and makes lines of it at the block's end.
class PageLayout {
 public:
  explicit PageLayout(InlineCode code) : quoted_(code == InlineCode::quoted) {}

  void enter(MD_BLOCKTYPE block, const void* detail) {
    switch (block) {
      case MD_BLOCK_UL:
        return begin_list(unnumbered);
      case MD_BLOCK_OL:
        return begin_list(static_cast<int>(static_cast<const MD_BLOCK_OL_DETAIL*>(detail)->start));
      case MD_BLOCK_LI:
        bullet_ = next_bullet();
        return;
      case MD_BLOCK_H:
        flush();
        level_ = static_cast<int>(static_cast<const MD_BLOCK_H_DETAIL*>(detail)->level);
        return;
      case MD_BLOCK_CODE:
      case MD_BLOCK_TABLE:
        flush();
        apart_ = true;
        return;
      default:
        return;
    }
  }

  void leave(MD_BLOCKTYPE block) {
    switch (block) {
      case MD_BLOCK_H:
        add({.kind = PageLine::Kind::heading, .level = level_, .text = std::exchange(text_, "")});
        apart_ = true;
        return;
      case MD_BLOCK_P:
        flush();
        apart_ = true;
        return;
      case MD_BLOCK_LI:
        return flush();
      case MD_BLOCK_UL:
      case MD_BLOCK_OL:
        lists_.pop_back();
        apart_ = lists_.empty() || apart_;
        return;
      case MD_BLOCK_CODE:
        return code();
      case MD_BLOCK_TH:
      case MD_BLOCK_TD:
        cells_.push_back(std::exchange(text_, ""));
        return;
      case MD_BLOCK_TR:
        add({.kind = PageLine::Kind::row, .cells = std::exchange(cells_, {})});
        return;
      case MD_BLOCK_TABLE:
        apart_ = true;
        return;
      default:
        return;
    }
  }

  void span(MD_SPANTYPE type) {
    if (type == MD_SPAN_CODE && quoted_) text_ += '`';
  }

  void text(MD_TEXTTYPE type, std::string_view text) {
    if (type == MD_TEXT_BR) {
      text_ += '\n';
    } else if (type != MD_TEXT_SOFTBR) {
      text_ += text;
    } else if (!ends_in_chinese(text_)) {
      text_ += ' ';
    }
  }

  std::vector<PageLine> take() { return std::move(lines_); }

 private:
  static constexpr int unnumbered = -1;

  int indent() const { return list_indent * static_cast<int>(lists_.size()); }

  void add(PageLine line) {
    if (std::exchange(apart_, false) && !lines_.empty()) lines_.emplace_back();
    lines_.push_back(std::move(line));
  }

  // The text so far, a line for each hard break in it, the first one behind its item's bullet.
  void flush() {
    if (text_.empty() && bullet_.empty()) return;
    const std::vector<std::string> parts =
        text_.empty() ? std::vector<std::string>{""} : split(text_, "\n");
    text_.clear();
    for (const std::string& part : parts) {
      const int left = indent() - (bullet_.empty() ? 0 : list_indent);
      add({.kind = PageLine::Kind::prose,
           .indent = left,
           .bullet = std::exchange(bullet_, ""),
           .text = part});
    }
  }

  void begin_list(int first) {
    flush();  // what an item says before a list inside it
    lists_.push_back(first);
  }

  std::string next_bullet() {
    int& number = lists_.back();
    return number == unnumbered ? "- " : std::to_string(number++) + ". ";
  }

  void code() {
    for (const std::string& line : split(std::exchange(text_, ""), "\n")) {
      add({.kind = PageLine::Kind::code, .indent = indent() + code_indent, .text = line});
    }
    apart_ = true;
  }

  bool quoted_;
  std::vector<PageLine> lines_;
  bool apart_ = false;      // a blank line is due before the next one
  std::string text_;        // of the block that we are in
  int level_ = 0;           // of the heading that we are in
  std::string bullet_;      // of the item that we are in, until its first line
  std::vector<int> lists_;  // for each list that we are in: the next number
  std::vector<std::string> cells_;
};

}  // namespace

std::vector<PageLine> page_lines(std::string_view markdown, InlineCode code) {
  PageLayout layout(code);
  parse_markdown(markdown, layout, MD_FLAG_TABLES | MD_FLAG_NOHTML);
  return layout.take();
}

}  // namespace procdemo::lesson
