#include "bench/pairs.h"

#include <algorithm>
#include <cstdio>
#include <stdexcept>

namespace procdemo::bench {

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const std::size_t middle = values.size() / 2;
  if (values.size() % 2 == 1) return values[middle];
  return (values[middle - 1] + values[middle]) / 2;
}

double wall_of(const Cost& cost) {
  return cost.wall;
}

double processor_of(const Cost& cost) {
  return cost.processor;
}

double rate_of(const Cost& cost) {
  double operations = 0, seconds = 0;
  const bool both = std::sscanf(cost.last_output.c_str(), "%lf %lf", &operations, &seconds) == 2;
  if (!both || seconds <= 0) throw std::runtime_error("no rate: " + cost.last_output);
  return operations / seconds;
}

Pairs compare(const Command& first, const Command& second, int pairs, Figure figure) {
  run(first);
  run(second);
  std::vector<double> of_first, of_second, ratios;
  for (int i = 0; i < pairs; ++i) {
    of_first.push_back(figure(run(first)));
    of_second.push_back(figure(run(second)));
    ratios.push_back(of_first.back() / of_second.back());
  }
  return {median(of_first), median(of_second), median(ratios)};
}

}  // namespace procdemo::bench
