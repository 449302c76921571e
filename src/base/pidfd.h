// Processes by descriptor (pidfd_open(2)): it stays with its process when the PID is used again,
// and is readable once that process has ended.
#pragma once

#include <poll.h>
#include <sys/syscall.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdint>

#include "base/fd.h"
#include "base/room.h"

namespace procdemo::base {

// glibc 2.36 declares these calls without C linkage, so they are made by number.

/// Empty when there is no such process.
inline Fd open_process(pid_t pid) {
  return Fd(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
}

/// The open file that a descriptor of a process leads to, with the offset and the flags that it has
/// there (pidfd_getfd(2)). Empty, and errno, where there is none (EBADF) or it is not for us.
inline Fd open_descriptor(pid_t pid, int fd) {
  const Fd process = open_process(pid);
  return Fd(static_cast<int>(::syscall(SYS_pidfd_getfd, process.get(), fd, 0)));
}

/// 0, or errno: ESRCH when it has ended and was reaped.
inline int send_signal(const Fd& process, int signal) {
  return ::syscall(SYS_pidfd_send_signal, process.get(), signal, nullptr, 0) == 0 ? 0 : errno;
}

/// Waits until it has ended (it may be a zombie still), at most so long, whatever signals come
/// meanwhile. False: it lives.
inline bool await_end(const Fd& process, std::chrono::milliseconds at_most) {
  const auto until = std::chrono::steady_clock::now() + at_most;
  while (true) {
    pollfd end{process.get(), POLLIN, 0};
    const int ready = ::poll(&end, 1, static_cast<int>(std::max<std::int64_t>(at_most.count(), 0)));
    if (ready >= 0 || errno != EINTR) return ready == 1;
    at_most =
        std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
  }
}

}  // namespace procdemo::base
