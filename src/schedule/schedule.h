// Who goes next? The observer holds every process at its system calls and asks a Schedule.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <string_view>

#include "trace/event.h"

namespace procdemo {

/// What a held task is about to do: one visible step, from this call to its next one.
struct Step {
  pid_t tid = 0;
  Name name;              ///< "P.1", or "P.1/t2" for a thread
  std::string_view call;  ///< "write", "wait4" ...: from the system-call table, lives for ever
};

/// How the run stands when the schedule is asked.
struct Situation {
  int held = 0;     ///< tasks that wait for the schedule
  int running = 0;  ///< tasks that run, or are blocked in the kernel
};

/// Decides which of the held tasks goes on. The observer calls `arrived` once for each step, then
/// `next` until it answers nothing. A schedule may take its time (a person may be the scheduler):
/// it then answers nothing, and makes `ready_fd` readable once `next` has an answer.
class Schedule {
 public:
  virtual ~Schedule() = default;

  /// How a run's header names this schedule: "live".
  virtual std::string name() const = 0;

  /// A task is held at the beginning of `step`.
  virtual void arrived(const Step& step) = 0;

  /// A held task is gone: it was killed.
  virtual void left(pid_t tid) = 0;

  /// The task that goes on now, or nothing (nobody is held, others shall run first, or not
  /// decided).
  virtual std::optional<pid_t> next(const Situation& situation) = 0;

  /// A descriptor to poll for input, or -1 when `next` never keeps anybody waiting.
  virtual int ready_fd() const { return -1; }
};

}  // namespace procdemo
