// Which ends of which pipes a process has open, as /proc shows it.
#pragma once

#include <sys/types.h>

#include <optional>
#include <vector>

#include "base/procfs.h"
#include "syscalls/room.h"

namespace procdemo::syscalls {

/// A descriptor of a pipe. One that was opened for both is both of its ends.
struct PipeEnd {
  int fd = -1;
  FileIdentity pipe;  ///< with a name (fifo(7)) or without: both have an inode
  bool reads = false, writes = false;
};

/// Nothing where that is no pipe.
std::optional<PipeEnd> pipe_end(pid_t pid, int fd);

/// All of a process.
std::vector<PipeEnd> pipe_ends_of(pid_t pid);

}  // namespace procdemo::syscalls
