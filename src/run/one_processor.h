// Controlled runs: the observer and all that it observes share one processor.
//
// Only one of them runs at a time: the observer waits while a task takes its step, and every task
// is held while the observer thinks. On two processors each turn would wake one of them and put the
// other to sleep; on one it is a switch from task to task, and a run of many steps takes half the
// time. (rr does the same, unless it is told --cpu-unbound: rr(1).)
//
// The program does not notice: if it asks which processors it may use (sched_getaffinity(2)), it is
// told what it would be without us (syscalls/rows/usage_calls.cpp).
#pragma once

#include <sched.h>

#include "run/room.h"

namespace procdemo::run {

class OneProcessor {
 public:
  /// Binds this thread, and all that it makes from now on, where that is `wanted` and allowed.
  explicit OneProcessor(bool wanted);
  OneProcessor(const OneProcessor&) = delete;
  OneProcessor& operator=(const OneProcessor&) = delete;
  ~OneProcessor();  ///< this thread goes where it could before

  /// Which processors there were, and which one it is.
  const cpu_set_t& before() const { return before_; }
  const cpu_set_t& bound() const { return bound_; }

 private:
  bool is_bound_ = false;
  cpu_set_t before_{}, bound_{};
};

}  // namespace procdemo::run
