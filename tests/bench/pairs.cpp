#include "bench/pairs.h"

#include <algorithm>

namespace procdemo::bench {

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t middle = values.size() / 2;
  if (values.size() % 2 == 1) return values[middle];
  return (values[middle - 1] + values[middle]) / 2;
}

Pairs compare(const Command& first, const Command& second, int pairs) {
  run(first);
  run(second);
  std::vector<double> of_first, of_second, ratios;
  for (int i = 0; i < pairs; ++i) {
    of_first.push_back(run(first).wall);
    of_second.push_back(run(second).wall);
    ratios.push_back(of_first.back() / of_second.back());
  }
  return {median(of_first), median(of_second), median(ratios)};
}

}  // namespace procdemo::bench
