#include "lesson/page.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "base/fd.h"
#include "base/problem.h"
#include "base/text/lines.h"
#include "base/user_file.h"
#include "lesson/markdown.h"
#include "lesson/problems.h"

namespace procdemo {

namespace {

// Chinese characters and punctuation, and what else is written without blanks between words:
// U+3000 to U+9FFF and the full-width forms of U+F000 and up.
bool ends_in_chinese(std::string_view text) {
  std::size_t start = text.size();
  while (start > 0 && (static_cast<unsigned char>(text[start - 1]) & 0xC0) == 0x80) --start;
  if (start == 0) return false;
  const auto lead = static_cast<unsigned char>(text[start - 1]);
  return (lead >= 0xE3 && lead <= 0xE9) || lead == 0xEF;
}

// Lays out one section for a terminal: blocks come in, text with indents and blank lines goes out.
class Layout {
 public:
  void enter_list() { ++depth_; }
  void leave_list() {
    --depth_;
    keep_apart(depth_ == 0 ? 2 : 1);
  }
  void begin_item() {
    keep_apart(1);
    bullet_ = true;
  }
  void end_block() { keep_apart(2); }
  void end_item() {
    if (bullet_) words("");  // an empty one
    keep_apart(1);
  }

  void words(std::string_view words) {
    if (gap_ > 0 || bullet_ || text_.empty()) begin_line();
    text_ += words;
  }
  void soft_break() {
    if (!ends_in_chinese(text_)) text_ += ' ';
  }
  void hard_break() { text_ += "\n" + std::string(static_cast<std::size_t>(2 * depth_), ' '); }

  void code(const std::string& code) {
    std::string_view rest = code;
    for (std::string_view line; next_line(rest, line); keep_apart(1)) {
      words(line.empty() ? "" : "    " + std::string(line));
    }
    end_block();
  }

  std::string take() {
    gap_ = 0;
    return std::exchange(text_, "");
  }

 private:
  // At least `newlines` before whatever comes next.
  void keep_apart(int newlines) { gap_ = std::max(gap_, newlines); }

  void begin_line() {
    if (!text_.empty()) text_.append(static_cast<std::size_t>(gap_), '\n');
    const int indent = bullet_ ? 2 * (depth_ - 1) : 2 * depth_;
    text_.append(static_cast<std::size_t>(indent), ' ');
    if (bullet_) text_ += "- ";
    gap_ = 0;
    bullet_ = false;
  }

  std::string text_;
  int depth_ = 0;        // of lists
  int gap_ = 0;          // newlines due before the next words
  bool bullet_ = false;  // the next words begin an item
};

// Takes what md4c finds in the file, block by block.
class PageReader {
 public:
  Page page;
  std::vector<PageSection> sections;

  void parse(const std::string& markdown) {
    page.markdown = markdown;
    parse_markdown(markdown, *this);
    finish_section();
  }

  // --- for parse_markdown ---

  void enter(MD_BLOCKTYPE type, void* detail) {
    if (type == MD_BLOCK_H) enter_heading(static_cast<MD_BLOCK_H_DETAIL*>(detail)->level);
    if (type == MD_BLOCK_UL || type == MD_BLOCK_OL) layout_.enter_list();
    if (type == MD_BLOCK_LI) layout_.begin_item();
    if (type == MD_BLOCK_CODE) in_code_block_ = true;
  }

  void leave(MD_BLOCKTYPE type) {
    if (type == MD_BLOCK_H) heading_ = nullptr;
    if (type == MD_BLOCK_H || type == MD_BLOCK_P) layout_.end_block();
    if (type == MD_BLOCK_LI) layout_.end_item();
    if (type == MD_BLOCK_UL || type == MD_BLOCK_OL) layout_.leave_list();
    if (type == MD_BLOCK_CODE) {
      layout_.code(std::exchange(code_, ""));
      in_code_block_ = false;
      ++page.code_blocks;
    }
  }

  void text(MD_TEXTTYPE type, std::string_view text) {
    if (heading_) {
      *heading_ += text;
    } else if (type == MD_TEXT_SOFTBR) {
      layout_.soft_break();
    } else if (type == MD_TEXT_BR) {
      layout_.hard_break();
    } else if (in_code_block_) {
      code_ += text;
    } else {
      layout_.words(text);
    }
  }

 private:
  // Level 3 and below stand in a section as paragraphs.
  void enter_heading(unsigned level) {
    if (level > 2) return;
    finish_section();
    if (level == 1) {
      heading_ = &page.title;
    } else {
      heading_ = &sections.emplace_back().heading;
    }
  }

  void finish_section() {
    const std::string text = layout_.take();
    if (!sections.empty() && sections.back().text.empty()) sections.back().text = text;
  }

  Layout layout_;
  std::string* heading_ = nullptr;
  std::string code_;
  bool in_code_block_ = false;
};

}  // namespace

Page load_page(const std::filesystem::path& file) {
  if (!std::filesystem::is_regular_file(file)) {
    throw Problem(Status::usage, LessonProblem::page_missing,
                  {file.parent_path().string(), file.filename().string()});
  }
  PageReader reader;
  reader.parse(read_user_file(file.string()));
  if (reader.sections.size() != Page::section_count) {
    throw Problem(Status::usage, LessonProblem::page_sections,
                  {file.string(), "1", std::to_string(reader.sections.size()),
                   std::to_string(Page::section_count)});
  }
  std::ranges::move(reader.sections, reader.page.sections.begin());
  return std::move(reader.page);
}

}  // namespace procdemo
