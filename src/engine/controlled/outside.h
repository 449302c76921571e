// Waiting for something outside the run: a terminal's user, a process that nobody traces.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "engine/room.h"
#include "run/run_state.h"

namespace procdemo::engine {

/// Whether a file of this absolute name lies in a folder that the run has for itself: nobody
/// outside knows it.
bool is_in_runs_own_folder(const std::string& name, RunState& run);

class Outside {
 public:
  /// What the program has inherited from procdemo leads outside. `run` lives longer.
  explicit Outside(RunState& run);

  /// Whether somebody outside may end this task's wait: it sleeps, or asks for a lock that somebody
  /// there holds.
  bool may_wake(const Task& task) const;

  /// Where a sleeping task waits for keys from a terminal of the run: they, or the end, are typed
  /// there (run/typing.h). True where it may go on now.
  bool type_for(const Task& task) const;

  /// Tells, once in a run, where a sleeping task waits for keys from the terminal of its own
  /// output, and nobody can type there.
  void tell_of_own_output(const Task& task) const;

 private:
  bool is_own_output(const Task& task, int fd) const;
  bool leads_out(const Task& task, int fd) const;

  RunState& run_;

  std::set<std::string> inherited_;
};

}  // namespace procdemo::engine
