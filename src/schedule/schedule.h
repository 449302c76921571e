// Who goes next? The observer holds every process at its system calls and asks a Schedule.
//
// In a live run the kernel decides, and every process that arrives at a call goes on at once. In a
// controlled one (schedule/mode.h) the observer waits until everybody else is held or blocked, and
// only then asks: the steps that are chosen here are all that happens.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "schedule/room.h"
#include "trace/event.h"

namespace procdemo::schedule {

/// What a step does to something that other processes may see, as far as its beginning tells.
struct Touch {
  enum class How {
    look,
    change,
    poll,  ///< a look that found nothing: whoever looked waits, and will look again
  };
  std::string object;  ///< "output", "file:/tmp/counter", "end:P.1" (syscalls/touches/touches.h)
  How how = How::change;
  bool operator==(const Touch&) const = default;
};

/// What a held task is about to do: one visible step, from this call to its next one.
struct Step {
  pid_t tid = 0;
  Name name;              ///< "P.1", or "P.1/t2" for a thread
  std::string_view call;  ///< "write", "wait" ...: what a call does, which lives for ever; "start",
                          ///< "probe", "mutex", "signal", "compute" ... for steps without one
  bool polls = false;     ///< it has polled again and again: others go first
  bool sleeps = false;    ///< a wait for nothing but time: sleep(3), or a poll(2) of no descriptor
  double early = 0;       ///< a timed wait that ends so many seconds before its time would come
  std::vector<Touch> touches{};
};

/// How the run stands when the schedule is asked.
struct Situation {
  // Of a controlled run alone, where the schedule is asked when nobody runs:
  std::span<const Step> ready{};  ///< who can go on, in the order of their names; not empty
  double now = 0;                 ///< seconds of virtual time
  std::uint64_t events = 0;       ///< that were told so far
};

/// Decides which of the held tasks goes on. A schedule may take its time (a person may be the
/// scheduler): it then answers nothing, and makes `ready_fd` readable once `next` has an answer.
///
/// In a live run it is told of each step by `arrived`, and then asked `next` until it answers
/// nothing. In a controlled one it is asked once for each step, with all who are ready.
class Schedule {
 public:
  virtual ~Schedule() = default;

  /// How a run's header names this schedule: "live", "parent-first", "random:7".
  virtual std::string name() const = 0;

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

}  // namespace procdemo::schedule
