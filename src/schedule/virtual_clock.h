// Virtual time: the clock of a controlled run.
//
// It stands still while anybody can go on, and jumps to the next wake-up when nobody can: a lesson
// that sleeps for eight seconds is over in a few milliseconds, and its sleeps arrange what they
// always arranged. The calendar starts at a fixed date, so that a program which prints it prints
// the same every time; a date to come, so that no file is of the program's future.
//
// A clock that stands still has a trap: `while (now() < end) {}` would never end. So each process
// sees the clock creep with its own looks at it (class Creep). The creep is the process's own: if
// it were shared, any two steps of two processes would depend on each other, and no two orders
// would be equivalent.
#pragma once

#include <algorithm>
#include <chrono>
#include <ctime>

#include "schedule/room.h"

namespace procdemo::schedule {

/// Virtual time since the run began.
using Moment = std::chrono::nanoseconds;

class Creep {
 public:
  /// One look at a clock: a little later than the last one. A process that does nothing but look
  /// sees time pass ever faster, in steps small enough for a busy wait not to miss its moment.
  Moment look() {
    ++looks_;
    ahead_ += step_;
    step_ = std::min(2 * step_, longest);
    return ahead_;
  }

  /// The process has done something else.
  void acted() {
    step_ = shortest;
    looks_ = 0;
  }

  /// It has learnt that a time has come which is so far ahead of the run's clock.
  void learn(Moment ahead) { ahead_ = std::max(ahead_, ahead); }

  /// It has set a timer: that goes off when it has itself seen so much time pass, too.
  void sets_timer() { at_timer_ = ahead_; }
  Moment since_timer() const { return ahead_ - at_timer_; }

  /// Of what it is ahead, so much has passed for everybody.
  void passed(Moment time) {
    const Moment caught_up = std::min(time, ahead_);
    ahead_ -= caught_up;
    caught_up_ += caught_up;
    at_timer_ = std::min(at_timer_, ahead_);
  }

  /// What its looks have taken: its processor time.
  Moment used() const { return ahead_ + caught_up_; }

  /// It has done nothing else for so long that it may be waiting for another, or for a timer.
  bool looks_for_long() const { return looks_ >= many; }

  /// How far ahead of the run's clock it is.
  Moment ahead() const { return ahead_; }

 private:
  static constexpr Moment shortest = std::chrono::microseconds(1);
  static constexpr Moment longest = std::chrono::milliseconds(10);
  static constexpr int many = 1000;
  Moment ahead_{0};
  Moment caught_up_{0};
  Moment at_timer_{0};  // it was so far ahead
  Moment step_ = shortest;
  int looks_ = 0;
};

class VirtualClock {
 public:
  Moment now() const { return now_; }
  double seconds() const { return std::chrono::duration<double>(now_).count(); }

  /// Jumps forward. A moment that has passed already changes nothing.
  void advance_to(Moment moment) { now_ = std::max(now_, moment); }

  /// What a clock of clock_gettime(2) shows to a process that is this far ahead.
  timespec show(clockid_t clock, Moment ahead) const;

  /// What the calendar shows at a moment: CLOCK_REALTIME, to nobody in particular.
  static timespec date(Moment moment);

  /// The moment that a process which is this far ahead means by a time of that clock.
  Moment moment_of(clockid_t clock, const timespec& time, Moment ahead) const;

  /// Whether a clock measures time rather than processor time.
  static bool is_of_time(clockid_t clock);

  static Moment to_moment(const timespec& time);

 private:
  Moment now_{0};
};

}  // namespace procdemo::schedule
