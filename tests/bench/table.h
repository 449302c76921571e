// The table of results: one row for each measurement, with its goal and whether that was reached.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace procdemo::bench {

struct Row {
  std::string what;
  std::string first;            ///< A's figure with its unit
  std::string second;           ///< B's
  std::optional<double> ratio;  ///< A over B; none where there is none, or it could not be measured
  std::optional<double> goal;   ///< the ratio may be this at most; none: the figure is just stated
  std::string missing;          ///< why it could not be measured
  bool at_least = false;        ///< rates: the ratio has to be the goal at least
};

/// "reached", "missed", or why there is no verdict.
std::string verdict(const Row& row);

/// Every goal that was measured is reached, and none went unmeasured.
bool all_reached(const std::vector<Row>& rows);

/// The whole table, a line for each row.
std::string table(const std::vector<Row>& rows);

}  // namespace procdemo::bench
