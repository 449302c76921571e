#include "cli/course/pages.h"

#include <algorithm>

#include "base/text/lines.h"

namespace procdemo::cli {

namespace {

/// Also one of a program, which has its number.
bool is_blank(std::string_view row) {
  return row.find_first_not_of(" 0123456789") == row.npos;
}

std::size_t indent_of(std::string_view row) {
  return std::min(row.find_first_not_of(' '), row.size());
}

/// Rows that belong together begin with the one that stands out to the left: an item of a list, a
/// row of a table, a line of a program, which has its number.
bool begins_anew(std::string_view row, std::size_t leftmost) {
  const std::size_t indent = indent_of(row);
  return indent <= leftmost || (indent < row.size() && row[indent] >= '0' && row[indent] <= '9');
}

/// At `end` or before, in the lower half.
std::size_t end_between_items(const std::vector<std::string>& rows, std::size_t at,
                              std::size_t end) {
  std::size_t leftmost = indent_of(rows[end]);
  for (std::size_t i = at; i < end; ++i) leftmost = std::min(leftmost, indent_of(rows[i]));
  for (std::size_t i = end; i > at + (end - at) / 2; --i) {
    if (begins_anew(rows[i], leftmost)) return i;
  }
  return end;
}

/// At the last blank row that fits, or else between two items; sooner where a row or two would be
/// left for a last page.
std::size_t end_of_page(const std::vector<std::string>& rows, std::size_t at, std::size_t most) {
  const std::size_t few = std::min<std::size_t>(4, most / 2);  // rows
  const std::size_t last = at + most;
  if (last >= rows.size()) return rows.size();
  const bool leaves_few = rows.size() - last < few;
  for (std::size_t i = leaves_few ? rows.size() - few : last; i > at + most / 2; --i) {
    if (is_blank(rows[i])) return i;
  }
  return end_between_items(rows, at, leaves_few ? rows.size() - few : last);
}

}  // namespace

std::vector<std::string> cut_to_pages(std::string_view text, int most_rows) {
  const auto most = static_cast<std::size_t>(std::max(most_rows, 2));
  std::vector<std::string> rows;
  for (std::string_view row; next_line(text, row);) rows.emplace_back(row);
  std::vector<std::string> pages;
  for (std::size_t at = 0; at < rows.size();) {
    const std::size_t end = end_of_page(rows, at, most);
    std::string page;
    for (; at < end; ++at) page += rows[at] + "\n";
    while (at < rows.size() && is_blank(rows[at])) ++at;
    pages.push_back(std::move(page));
  }
  return pages;
}

std::size_t rows_in(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count(text, '\n'));
}

}  // namespace procdemo::cli
