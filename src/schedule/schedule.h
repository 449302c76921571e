// Who goes next? The observer holds every process at its system calls and asks a Schedule.
//
// There are two kinds. Under a live schedule the kernel decides, and every process that arrives at
// a call goes on at once. A controlling one lets one process at a time go from one visible step to
// the next: the observer waits until everybody else is held or blocked, and only then asks. Time is
// virtual in such a run (schedule/virtual_clock.h), and its steps are all that happens.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "trace/event.h"

namespace procdemo {

/// What a step does to something that other processes may see, as far as its beginning tells.
struct Touch {
  enum class How {
    look,
    change,
    vain,  ///< a look that found nothing: whoever looked waits, and will look again
  };
  std::string object;  ///< "inode:4711", "output", "process:P.1": the same in everyone
  How how = How::change;
  bool operator==(const Touch&) const = default;
};

/// What a held task is about to do: one visible step, from this call to its next one.
struct Step {
  pid_t tid = 0;
  Name name;              ///< "P.1", or "P.1/t2" for a thread
  std::string_view call;  ///< "write", "wait4" ...: from the system-call table, lives for ever;
                          ///< "start", "signal", "timeout" and "go on" for steps without one
  bool returns = false;   ///< the call has waited, and can return now
  bool polls = false;     ///< it has looked in vain again and again: others go first
  std::vector<Touch> touches{};
};

/// A task that can't go on until another acts, or until time passes.
struct Waiting {
  Name name;
  std::string_view call;
  std::string on;                    ///< what for: a name, a pipe, a path, "signal" ...
  std::optional<double> until = {};  ///< seconds of virtual time, where it does not wait for ever
};

/// How the run stands when the schedule is asked.
struct Situation {
  int held = 0;     ///< tasks that wait for the schedule
  int running = 0;  ///< tasks that run, or are blocked in the kernel
  // For a controlling schedule alone, which is asked when nobody runs:
  std::span<const Step> ready{};       ///< who can go on, in the order of their names; not empty
  std::span<const Waiting> waiting{};  ///< who can't
  double now = 0;                      ///< seconds of virtual time
};

/// Decides which of the held tasks goes on. A schedule may take its time (a person may be the
/// scheduler): it then answers nothing, and makes `ready_fd` readable once `next` has an answer.
///
/// A live schedule is told of each step by `arrived`, and then asked `next` until it answers
/// nothing. A controlling one is asked once for each step, with all who are ready.
class Schedule {
 public:
  virtual ~Schedule() = default;

  /// How a run's header names this schedule: "live", "parent-first", "random:7".
  virtual std::string name() const = 0;

  /// Whether it controls the run: one process at a time, and virtual time.
  virtual bool controls() const { return false; }

  /// From which all randomness of a controlled run comes.
  virtual std::uint64_t seed() const { return 0; }

  /// Whether a sleep may end at any time, as it may on a loaded machine: sleepers are then always
  /// ready (controlled runs).
  virtual bool any_sleep() const { return false; }

  /// Whether looks at files and changes of them are steps too, and our library's looks at what its
  /// processes share (controlled runs).
  virtual bool files() const { return false; }

  /// Whether it is to be told what each step touches: finding out takes time.
  virtual bool wants_touches() const { return false; }

  /// The chosen step has been taken (controlled runs, where touches are wanted).
  virtual void takes(const Step&) {}

  /// Nobody can go on: a deadlock. These wait for a lock, and would take such a step.
  virtual void stuck(std::span<const Step>) {}

  /// A task is held at the beginning of `step`.
  virtual void arrived(const Step&) {}

  /// A held task is gone: it was killed.
  virtual void left(pid_t) {}

  /// The task that goes on now, or nothing (nobody is held, others shall run first, or not
  /// decided).
  virtual std::optional<pid_t> next(const Situation& situation) = 0;

  /// A descriptor to poll for input, or -1 when `next` never keeps anybody waiting.
  virtual int ready_fd() const { return -1; }
};

}  // namespace procdemo
