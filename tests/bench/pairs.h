// Two commands in turn, A B A B: when the machine's speed drifts, it drifts under both, and the
// ratio of a pair stands.
#pragma once

#include <vector>

#include "bench/run.h"

namespace procdemo::bench {

/// The middle value; of an even number, the mean of the two in the middle. Not for an empty list.
double median(std::vector<double> values);

/// The figure of one run: wall_of, processor_of or rate_of.
using Figure = double (*)(const Cost& cost);

/// Seconds of the whole command; and of the processor, by it and all that it waited for.
double wall_of(const Cost& cost);
double processor_of(const Cost& cost);

/// Operations a second, from a command that prints "OPERATIONS SECONDS" at its end (bench/work.h).
/// Throws std::runtime_error when it said something else.
double rate_of(const Cost& cost);

struct Pairs {
  double first = 0;   ///< median figure of A
  double second = 0;  ///< and of B
  double ratio = 0;   ///< median of A's over B's figure, pair by pair
};

/// Runs both once to warm up, then `pairs` times in turn. Throws as run() does.
Pairs compare(const Command& first, const Command& second, int pairs, Figure figure = wall_of);

}  // namespace procdemo::bench
