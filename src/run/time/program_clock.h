// The program's time: real time, running faster or slower by --speed; or virtual time.
//
// A program that sleeps 2 s sleeps 2 s by its own clocks at every speed: its sleeps and timed waits
// are divided by the speed, and what its clocks show is multiplied. In a controlled run time is
// virtual (schedule/virtual_clock.h): it passes only where the observer lets it.
#pragma once

#include <algorithm>
#include <ctime>
#include <optional>

#include "base/timespec.h"
#include "run/room.h"
#include "schedule/virtual_clock.h"

namespace procdemo::run {

class ProgramClock {
 public:
  explicit ProgramClock(double speed) : speed_(speed), begin_(real_now()) {}
  explicit ProgramClock(VirtualClock time) : speed_(1), begin_(real_now()), virtual_(time) {}

  /// The program begins now.
  void begin() { begin_ = real_now(); }

  /// So many seconds of real time, which have just passed, were not the run's.
  void leave_out(double seconds) { begin_ += seconds; }

  double speed() const { return speed_; }
  bool is_virtual() const { return virtual_.has_value(); }

  /// Whether the program's time is another than the kernel's.
  bool scaled() const { return speed_ != 1 || is_virtual(); }

  /// Seconds of real time since an unnamed moment (CLOCK_MONOTONIC).
  static double real_now() {
    timespec now;
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return to_seconds(now);
  }

  double real_since_start() const { return real_now() - begin_; }

  /// Seconds of the program's time since the run began.
  double now() const { return virtual_ ? virtual_->seconds() : real_since_start() * speed_; }

  /// Where time is virtual.
  VirtualClock& virtual_time() { return *virtual_; }
  const VirtualClock& virtual_time() const { return *virtual_; }

  /// What one of the kernel's clocks shows the program: it began right, and runs at the speed.
  timespec show(clockid_t clock) const {
    return plus(real(clock), real_since_start() * (speed_ - 1));
  }

  /// The real moment of a deadline that the program set by one of its clocks; now, where it has
  /// passed. (One long past would come before the clock's own beginning, at a low speed.)
  timespec real_deadline(clockid_t clock, const timespec& deadline) const {
    const double passed = real_since_start();
    const timespec now = real(clock);
    const double left = to_seconds(minus(deadline, plus(now, passed * (speed_ - 1))));
    return plus(now, std::max(0.0, left) / speed_);
  }

  static timespec real(clockid_t clock) {
    timespec now{};
    ::clock_gettime(clock, &now);
    return now;
  }

 private:
  double speed_;
  double begin_;
  std::optional<VirtualClock> virtual_;
};

}  // namespace procdemo::run
