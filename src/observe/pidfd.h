// Whom a tracee's pidfd is for (pidfd_open(2)).
#pragma once

#include <sys/types.h>

namespace procdemo {

/// The PID, as procdemo sees it, or -1 when the descriptor is none of a process.
pid_t pid_of_pidfd(pid_t tid, int fd);

}  // namespace procdemo
