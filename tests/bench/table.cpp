#include "bench/table.h"

#include <fmt/format.h>

#include <algorithm>

namespace procdemo::bench {

std::string verdict(const Row& row) {
  if (!row.missing.empty()) return row.missing;
  if (!row.goal) return "stated";
  if (!row.ratio) return "missed";
  const bool reached = row.at_least ? *row.ratio >= *row.goal : *row.ratio <= *row.goal;
  return reached ? "reached" : "missed";
}

bool all_reached(const std::vector<Row>& rows) {
  return std::all_of(rows.begin(), rows.end(),
                     [](const Row& row) { return !row.goal || verdict(row) == "reached"; });
}

std::string table(const std::vector<Row>& rows) {
  constexpr auto layout = "{:<52} {:>11} {:>11} {:>7} {:>8}  {}\n";
  std::string text = fmt::format(layout, "A against B", "A", "B", "A/B", "goal", "verdict");
  for (const Row& row : rows) {
    text += fmt::format(
        layout, row.what, row.first, row.second, row.ratio ? fmt::format("{:.2f}", *row.ratio) : "",
        row.goal ? fmt::format("{} {:.1f}", row.at_least ? ">=" : "<=", *row.goal) : "",
        verdict(row));
  }
  return text;
}

}  // namespace procdemo::bench
