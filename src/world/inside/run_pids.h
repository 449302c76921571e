// Which PIDs the processes of a run get in a PID namespace of its own: P 10000, those that are made
// later 10001, 10002 ... in every run.
//
// The kernel counts up from the last number that it gave (pid_namespaces(7), ns_last_pid). What
// procdemo makes for itself meanwhile, a thread that writes its output, say, comes at moments that
// differ from run to run; so it gets small numbers, and only while the run makes a process the
// kernel counts on from the run's last.
#pragma once

#include <sys/types.h>

#include "base/fd.h"
#include "world/room.h"

namespace procdemo::world {

constexpr pid_t keeper_pid = 9'999;  ///< procdemo's, as a run sees it
constexpr pid_t first_pid = 10'000;  ///< P's

/// From here on what procdemo makes gets small numbers.
void count_own_pids();

/// Whether the kernel may give those numbers again that runs have had so far. It keeps a process's
/// number for a moment longer than the process can be found.
bool are_run_pids_free();

class RunPids {
 public:
  /// `wanted`, and inside (inside.h); else it does nothing.
  explicit RunPids(bool wanted);

  /// The next process or thread that is made is the run's.
  void run_makes_one();

  /// It was made, or, where that failed, was not (0): the next ones are procdemo's.
  void was_made(pid_t pid);

 private:
  Fd last_;  // ns_last_pid
  pid_t latest_ = keeper_pid;
  bool expected_ = false;
};

}  // namespace procdemo::world
