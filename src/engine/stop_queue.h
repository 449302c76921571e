// What the kernel has reported of the run's tasks, and nobody has handled yet.
#pragma once

#include <sys/types.h>

#include <deque>
#include <functional>
#include <optional>
#include <set>
#include <unordered_map>

#include "base/signal_mask.h"
#include "base/wait_status.h"
#include "engine/room.h"
#include "run/signals.h"

namespace procdemo::engine {

/// A stop of a task, or its end.
struct TaskReport {
  pid_t tid = 0;
  WaitStatus status;
};

/// For one thread: whose tracees and children they are.
class StopQueue {
 public:
  /// `signals` has to live as long: it is told who was reaped.
  explicit StopQueue(TraceeSignals& signals);

  int fd() const { return on_child_.fd(); }  ///< readable when there is something to drain
  void read_signal() const { on_child_.next(); }

  /// Takes all that the kernel has to report. False once it knows no task that we trace, and no
  /// child.
  bool drain();
  void add(const TaskReport& report);

  bool empty() const { return reports_.empty(); }
  bool has(pid_t tid) const;
  std::optional<TaskReport> next();
  void sort(const std::function<bool(const TaskReport&, const TaskReport&)>& before);

  /// The next report of one task, if it is already there or a matter of microseconds: not that of
  /// a task that sleeps.
  std::optional<TaskReport> fetch(pid_t tid);

  /// A task's first stop may come before its maker's. It is kept until the maker has told of it:
  /// then it comes next.
  void keep_newcomer(const TaskReport& report);
  void end_newcomer(const TaskReport& report);  ///< it was killed meanwhile, if it was one
  void meet_newcomer(pid_t tid);
  void kill_newcomers() const;

  /// Whose reports are here: some may have been reaped.
  std::set<pid_t> tasks() const;

 private:
  TraceeSignals& signals_;
  SignalFd on_child_;
  std::deque<TaskReport> reports_;
  std::unordered_map<pid_t, WaitStatus> newcomers_;
};

}  // namespace procdemo::engine
