// Until when a call may wait.
#pragma once

#include <algorithm>
#include <chrono>
#include <cmath>
#include <compare>
#include <ctime>

#include "base/timespec.h"

namespace multiprocess {

/// What timeouts are given in: `2s`, `100ms`, or `Seconds(0.5)`.
using Seconds = std::chrono::duration<double>;

/// A moment of the monotonic clock, for calls that wait again and again: what is left of a timeout
/// shrinks, the moment stays. As in Python's multiprocessing, a timeout of zero or less means at
/// once, and does not even look at the clock.
class Deadline {
 public:
  using Clock = std::chrono::steady_clock;

  static Deadline never() { return Deadline(Clock::time_point::max()); }
  static Deadline at_once() { return Deadline(Clock::time_point::min()); }

  /// A timeout of many years (infinity, too) is never; one that is not a number is at once.
  static Deadline after(Seconds timeout) {
    if (timeout > Seconds(1e9)) return never();
    if (!(timeout > Seconds::zero())) return at_once();
    return Deadline(Clock::now() + std::chrono::ceil<Clock::duration>(timeout));
  }

  static Deadline later_of(Deadline one, Deadline other) { return std::max(one, other); }
  static Deadline sooner_of(Deadline one, Deadline other) { return std::min(one, other); }

  bool is_never() const { return moment_ == Clock::time_point::max(); }
  bool passed() const { return moment_ == Clock::time_point::min() || left() <= Seconds::zero(); }

  /// Infinite for never; negative when it has passed.
  Seconds left() const { return is_never() ? Seconds(HUGE_VAL) : Seconds(moment_ - Clock::now()); }

  /// For calls that take a moment of CLOCK_MONOTONIC, which is what this clock is on Linux.
  timespec as_timespec() const {
    return procdemo::base::to_timespec(
        std::max(moment_.time_since_epoch(), Clock::duration::zero()));
  }

  auto operator<=>(const Deadline&) const = default;

 private:
  explicit Deadline(Clock::time_point moment) : moment_(moment) {}

  Clock::time_point moment_;
};

}  // namespace multiprocess
