#include "lesson/page.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

#include "base/fd.h"
#include "base/files/user_file.h"
#include "base/problem.h"
#include "lesson/page_lines.h"
#include "lesson/problems.h"

namespace procdemo::lesson {

namespace {

// A line of a section's text; the cells of a table's row stand in one line, too.
void append(std::string& text, const PageLine& line) {
  const std::string words =
      line.kind == PageLine::Kind::row ? fmt::format("{}", fmt::join(line.cells, "  ")) : line.text;
  if (!text.empty()) text += '\n';
  if (line.kind == PageLine::Kind::blank || (words.empty() && line.bullet.empty())) return;
  text.append(static_cast<std::size_t>(line.indent), ' ') += line.bullet + words;
}

int count_code_blocks(const std::vector<PageLine>& lines) {
  int blocks = 0;
  PageLine::Kind before = PageLine::Kind::blank;
  for (const PageLine& line : lines) {
    if (line.kind == PageLine::Kind::code && before != line.kind) ++blocks;
    before = line.kind;
  }
  return blocks;
}

// Level 3 and below stand in a section as paragraphs.
std::vector<PageSection> read_sections(const std::vector<PageLine>& lines, std::string& title) {
  std::vector<PageSection> sections;
  for (const PageLine& line : lines) {
    const bool heading = line.kind == PageLine::Kind::heading;
    if (heading && line.level == 1) {
      title = line.text;
    } else if (heading && line.level == 2) {
      sections.push_back({.heading = line.text, .text = ""});
    } else if (!sections.empty()) {
      append(sections.back().text, line);
    }
  }
  for (PageSection& section : sections) {
    while (section.text.ends_with('\n')) section.text.pop_back();
  }
  return sections;
}

}  // namespace

Page load_page(const std::filesystem::path& file) {
  if (!std::filesystem::is_regular_file(file)) {
    throw Problem(Status::usage, LessonProblem::page_missing,
                  {file.parent_path().string(), file.filename().string()});
  }
  Page page{.markdown = read_user_file(file.string())};
  const std::vector<PageLine> lines = page_lines(page.markdown, InlineCode::bare);
  page.code_blocks = count_code_blocks(lines);
  std::vector<PageSection> sections = read_sections(lines, page.title);
  if (sections.size() != Page::section_count) {
    throw Problem(
        Status::usage, LessonProblem::page_sections,
        {file.string(), "1", std::to_string(sections.size()), std::to_string(Page::section_count)});
  }
  std::ranges::move(sections, page.sections.begin());
  return page;
}

}  // namespace procdemo::lesson
