// Where each call that sleeps, or waits no longer than a time, has its timeout.
#pragma once

#include <linux/futex.h>

#include "run/family.h"
#include "syscalls/room.h"
#include "syscalls/timeout.h"

namespace procdemo::syscalls {

inline Timeout of_nanosleep(const Task&) {
  return {.argument = 0, .remaining_argument = 1};
}

inline Timeout of_clock_nanosleep(const Task& task) {
  const bool deadline = task.call->arguments[1] & TIMER_ABSTIME;
  return {.argument = 2,
          .from = deadline ? Timeout::From::clock : Timeout::From::now,
          .clock = static_cast<clockid_t>(task.call->arguments[0]),
          .remaining_argument = 3};
}

template <int number, Timeout::Form form = Timeout::Form::timespec, bool writes_back = false>
Timeout of_argument(const Task&) {
  return {.argument = number, .form = form, .writes_back = writes_back};
}

// futex(2): FUTEX_WAIT has a relative timeout, the others that wait have deadlines.
inline Timeout of_futex(const Task& task) {
  const auto operation = static_cast<int>(task.call->arguments[1]);
  const int command = operation & FUTEX_CMD_MASK;
  const bool calendar = (operation & FUTEX_CLOCK_REALTIME) || command == FUTEX_LOCK_PI;
  return {.argument = 3,
          .from = command == FUTEX_WAIT ? Timeout::From::now : Timeout::From::clock,
          .clock = calendar ? CLOCK_REALTIME : CLOCK_MONOTONIC};
}

}  // namespace procdemo::syscalls
