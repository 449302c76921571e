// Timeouts of system calls: what the program asked for, and what the kernel gets to see.
//
// A changed timeout goes below the stack's red zone, never into the program's own struct, which
// other threads may be reading. The register that points to it is put right when the call is left.
//
// Where time is virtual the kernel gets to see no end at all: the observer ends the wait when its
// time has come (passing_time.cpp), and only `task.call->deadline` knows it.
#pragma once

#include <ctime>
#include <optional>

#include "run/family.h"
#include "run/time/program_clock.h"
#include "syscalls/room.h"

namespace procdemo::syscalls {

/// Where and how a call takes its timeout.
struct Timeout {
  enum class Form { milliseconds, timespec, timeval };
  enum class From { now, clock };  ///< relative, or a deadline by `clock`

  int argument = 0;
  Form form = Form::timespec;
  From from = From::now;
  clockid_t clock = CLOCK_MONOTONIC;
  /// The kernel writes what is left: into the same struct (select), or where this argument points.
  bool writes_back = false;
  std::optional<int> remaining_argument{};
};

/// Seconds of program time that a stopped call's timeout asks for; nothing when it has none, or one
/// that the kernel refuses.
std::optional<double> asked_seconds(const Task& task, const Timeout& timeout,
                                    const ProgramClock& clock);

/// Lets the kernel see the timeout in real time, less what has passed since the call was first
/// made. Where time is virtual: lets it wait for ever, and remembers the deadline.
void shorten(Task& task, const Timeout& timeout, const ProgramClock& clock);

/// Puts register and remaining time right after the kernel left the call.
void restore(Task& task, const Timeout& timeout, const ProgramClock& clock);

}  // namespace procdemo::syscalls
