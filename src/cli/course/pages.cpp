#include "cli/course/pages.h"

#include <algorithm>

#include "base/text/lines.h"

namespace procdemo::cli {

namespace {

/// Also one of a program, which has its number.
bool is_blank(std::string_view row) {
  return row.find_first_not_of(" 0123456789") == row.npos;
}

}  // namespace

std::vector<std::string> cut_to_pages(std::string_view text, int most_rows) {
  const auto most = static_cast<std::size_t>(std::max(most_rows, 2));
  std::vector<std::string> rows;
  for (std::string_view row; next_line(text, row);) rows.emplace_back(row);
  std::vector<std::string> pages;
  for (std::size_t at = 0; at < rows.size();) {
    std::size_t end = std::min(at + most, rows.size());
    for (std::size_t i = end; end < rows.size() && i > at + most / 2; --i) {
      if (!is_blank(rows[i])) continue;
      end = i;
      break;
    }
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
