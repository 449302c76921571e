// How many processes a run may still make.
#pragma once

#include <cstdint>

#include "run/room.h"
#include "trace/limits.h"

namespace procdemo::run {

/// Counts the forks that were granted, not the processes that live: clones in flight would pass a
/// limit on those.
class ForkBudget {
 public:
  explicit ForkBudget(const Limits& limits) : limits_(limits) {}

  enum class Answer { granted, too_many_at_once, too_many_in_all };

  /// Whether one more process may be made, where so many are alive.
  Answer ask(std::int64_t alive) {
    if (forks_ >= limits_.forks) return Answer::too_many_in_all;
    if (alive + granted_ >= limits_.processes) return Answer::too_many_at_once;
    ++forks_;
    ++granted_;
    return Answer::granted;
  }

  /// One that was granted was born, or failed.
  void over() { --granted_; }

  /// One was refused. True for the refusal that is one too many: such a program only asks on.
  bool refused() { return ++refusals_ == most_refusals; }

 private:
  static constexpr std::int64_t most_refusals = 1000;

  const Limits& limits_;
  std::int64_t granted_ = 0;  // and not yet born
  std::int64_t forks_ = 0;
  std::int64_t refusals_ = 0;
};

}  // namespace procdemo::run
