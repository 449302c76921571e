// A flag that processes wait for, as Python's multiprocessing.Event.
//
//     Event ready;
//     Process child([&] { ready.wait(); std::puts("go"); });
//     child.start();
//     ready.set();
#pragma once

#include <string>

#include "multiprocess/shared/deadline.h"
#include "multiprocess/shared/shared_memory.h"

namespace multiprocess {

/// Not set at first. It lives in shared memory, and belongs to every process that was forked while
/// it lived. Any process may be killed at any moment: the others go on.
class Event {
 public:
  /// Throws std::system_error when there is no memory.
  Event();

  /// With a name of its own, by which observers and `maps` know it, in place of "event-1".
  explicit Event(const std::string& name);
  Event(const Event&) = delete;
  Event& operator=(const Event&) = delete;

  /// Wakes all that wait.
  void set();
  void clear();

  /// What was so a moment ago.
  bool is_set() const;

  /// Waits until it is set. The version with a timeout in seconds (zero and less: at once) says
  /// whether it is.
  void wait() const { wait_until(Deadline::never()); }
  bool wait(Seconds timeout) const { return wait_until(Deadline::after(timeout)); }

  const std::string& name() const { return name_; }

 private:
  struct Shared;

  bool wait_until(Deadline until) const;

  std::string name_;
  SharedMemory memory_;
  Shared* shared_;
};

}  // namespace multiprocess
