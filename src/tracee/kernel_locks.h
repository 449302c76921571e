// File locks as the kernel has them: /proc/locks (proc(5)), and which of them an open file holds.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "tracee/room.h"

namespace procdemo::tracee {

/// A lock that somebody holds.
struct KernelLock {
  enum class Kind { flock, posix, description };  ///< description: F_OFD_SETLK

  std::string text;  ///< its row, but for the number: an open file's fdinfo has the same
  Kind kind = Kind::flock;
  bool write = false;
  pid_t pid = 0;     ///< -1 for a description's; 0 where the owner can't be seen from here
  std::string file;  ///< "08:01:1234"
  std::int64_t first = 0;
  std::int64_t last = std::numeric_limits<std::int64_t>::max();
};

/// Those in a text of such rows; a task that only waits for a lock holds none.
std::vector<KernelLock> locks_in(const std::string& text);

/// All of the machine that can be seen from here. The table of a PID namespace leaves out those
/// whose owners are none of its processes (run/locks/left_behind.h).
std::vector<KernelLock> kernel_locks();

/// "08:01:1234" for a task's descriptor; nothing when it is closed.
std::optional<std::string> lock_name_of(pid_t tid, int fd);

}  // namespace procdemo::tracee
