// The program's time: real time, running faster or slower by --speed.
//
// A program that sleeps 2 s sleeps 2 s by its own clocks at every speed: its sleeps and timed waits
// are divided by the speed, and what its clocks show is multiplied.
#pragma once

#include <ctime>

namespace procdemo {

class ProgramClock {
 public:
  explicit ProgramClock(double speed) : speed_(speed), begin_(real_now()) {}

  double speed() const { return speed_; }
  bool scaled() const { return speed_ != 1; }

  /// Seconds of real time since an unnamed moment (CLOCK_MONOTONIC).
  static double real_now() {
    timespec now;
    ::clock_gettime(CLOCK_MONOTONIC, &now);
    return to_seconds(now);
  }

  double real_since_start() const { return real_now() - begin_; }

  /// Seconds of the program's time since the run began.
  double now() const { return real_since_start() * speed_; }

  /// What one of the kernel's clocks shows the program: it began right, and runs at the speed.
  timespec show(clockid_t clock) const {
    const double passed = real_since_start();
    timespec real;
    ::clock_gettime(clock, &real);
    return add(real, passed * (speed_ - 1));
  }

  /// The real moment of a deadline that the program set by one of its clocks.
  timespec real_deadline(clockid_t clock, const timespec& deadline) const {
    const double passed = real_since_start();
    timespec real;
    ::clock_gettime(clock, &real);
    const double left = to_seconds(difference(deadline, add(real, passed * (speed_ - 1))));
    return add(real, left / speed_);
  }

  static double to_seconds(const timespec& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
  }

  static timespec to_timespec(double seconds) { return add({}, seconds); }

  static timespec add(timespec time, double seconds) {
    constexpr long billion = 1'000'000'000;
    const double whole = __builtin_floor(seconds);
    time.tv_sec += static_cast<time_t>(whole);
    time.tv_nsec += static_cast<long>((seconds - whole) * 1e9);
    time.tv_sec += time.tv_nsec / billion;
    time.tv_nsec %= billion;
    return time;
  }

  static timespec difference(const timespec& a, const timespec& b) {
    timespec result = {a.tv_sec - b.tv_sec, a.tv_nsec - b.tv_nsec};
    if (result.tv_nsec < 0) {
      result.tv_nsec += 1'000'000'000;
      --result.tv_sec;
    }
    return result;
  }

 private:
  double speed_;
  double begin_;
};

}  // namespace procdemo
