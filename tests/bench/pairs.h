// Two commands in turn, A B A B: when the machine's speed drifts, it drifts under both, and the
// ratio of a pair stands.
#pragma once

#include <vector>

#include "bench/run.h"

namespace procdemo::bench {

/// The middle value; of an even number, the mean of the two in the middle. Not for an empty list.
double median(std::vector<double> values);

struct Pairs {
  double first = 0;   ///< median wall time of A, seconds
  double second = 0;  ///< and of B
  double ratio = 0;   ///< median of A's over B's time, pair by pair
};

/// Runs both once to warm up, then `pairs` times in turn. Throws as run() does.
Pairs compare(const Command& first, const Command& second, int pairs);

}  // namespace procdemo::bench
