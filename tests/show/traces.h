// Recorded runs for the narrators' tests, as the observer would tell them.
#pragma once

#include <map>
#include <string>

#include "show/room.h"
#include "trace/trace.h"

namespace procdemo::show {

/// Puts a trace together: processes get their PIDs in the order in which they are named.
class TraceMaker {
 public:
  explicit TraceMaker(Run run = {}) { trace_.run = std::move(run); }

  TraceMaker& at(double time) {
    time_ = time;
    return *this;
  }
  TraceMaker& operator()(const Name& process, event::Any what);

  /// The parent's call returns, then the child starts.
  TraceMaker& fork(const Name& parent, const Name& child, const std::string& call = "fork");
  TraceMaker& prints(const Name& process, const std::string& text, int fd = 1);
  TraceMaker& exits(const Name& process, int code = 0);

  pid_t pid(const Name& process);
  Trace trace(End end = {});

 private:
  Trace trace_;
  double time_ = 0;
  std::map<Name, pid_t> pids_;
};

Trace fork_trace();        ///< two loops, as lesson 04 has them
Trace zombie_trace();      ///< a child ends first, its parent waits late
Trace orphan_trace();      ///< a parent ends first
Trace multi_fork_trace();  ///< four processes
Trace thread_trace();      ///< a second thread, signals, locks, pipes, exec
Trace pool_trace();        ///< two workers, their tasks, a queue, a lock, a file
Trace nasty_trace();       ///< texts, paths and arguments that want to touch the terminal
Trace crowd_trace(int children);
Trace bomb_trace(int processes);  ///< each process forks until the limit; then refusals

/// One event of every kind, with its fields filled in.
Trace every_kind_trace();

}  // namespace procdemo::show
