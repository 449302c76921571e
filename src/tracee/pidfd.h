// Whom a tracee's pidfd is for (pidfd_open(2)).
#pragma once

#include <sys/types.h>

#include <optional>

#include "tracee/room.h"

namespace procdemo::tracee {

/// The PID, as procdemo sees it, or -1 when the descriptor is none of a process.
pid_t pid_of_pidfd(pid_t tid, int fd);

/// Whom pidfd_send_signal(2) signals by it.
struct PidfdTarget {
  pid_t pid = -1;       ///< -1: it has ended; 0: it is in a namespace that procdemo does not see
  bool thread = false;  ///< this thread of a process alone (PIDFD_THREAD)
};

/// Nothing when the descriptor is none of a process. A folder /proc/PID is one, for that call, and
/// so are the numbers that mean the caller itself (PIDFD_SELF).
std::optional<PidfdTarget> target_of_pidfd(pid_t tid, int fd);

}  // namespace procdemo::tracee
