// Processes that are known by a list alone: who is in a cgroup, who descends from a process, who is
// a user's. They are nobody's children here, and they may make others while the list is read.
//
// A PID that was read from a list may be another process's by the time it gets a signal. So it is
// opened (pidfd_open(2)), looked for in the list once more, and only then signalled: by the
// descriptor, which can mean nobody else. Then the list is read anew, until there is nobody in it
// who has not had the signal.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <functional>
#include <map>
#include <set>
#include <vector>

#include "base/fd.h"
#include "base/room.h"

namespace procdemo::base {

/// Reads the list.
using Look = std::function<std::vector<pid_t>()>;

/// Processes by descriptor.
using OpenProcesses = std::map<pid_t, Fd>;

/// Who is sent what, and for how long.
struct KillPolicy {
  std::vector<int> signals;               ///< each to all, before the next one is sent to anybody
  std::set<pid_t> spared = {};            ///< these get none
  std::chrono::milliseconds patience{0};  ///< kill_until() gives up then
};

/// For those who may fork: a stopped process makes no other.
KillPolicy stop_and_kill(std::chrono::milliseconds patience = {}, std::set<pid_t> spared = {});

/// Sends the signals to all that `look` finds, and does not wait. Returns some of those that got
/// the last one, as descriptors are not endless.
OpenProcesses signal_all(const Look& look, const KillPolicy& policy);

/// The same, again and again, until `is_over` says so. False: it did not until the patience ended.
bool kill_until(const std::function<bool()>& is_over, const Look& look, const KillPolicy& policy);

/// Waits until they have ended, at most so long. Returns those that have not.
OpenProcesses await_ends(OpenProcesses processes, std::chrono::milliseconds at_most);

}  // namespace procdemo::base
