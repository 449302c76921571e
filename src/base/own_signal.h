// A signal to this process itself: the one target that always exists and cannot be mistaken.
#pragma once

#include <unistd.h>

#include <cerrno>
#include <csignal>

#include "base/room.h"

namespace procdemo::base {

/// 0, or errno (EINVAL: there is no such signal). Async-signal-safe. The kernel is asked for the
/// PID each time: one that was kept would be the parent's in a forked child.
inline int signal_self(int signal) {
  return ::kill(::getpid(), signal) == 0 ? 0 : errno;
}

/// The same to this process's group, which a shell calls a job.
inline int signal_own_group(int signal) {
  return ::kill(0, signal) == 0 ? 0 : errno;
}

}  // namespace procdemo::base
