// A process beside us that does what this one cannot: wait for something that may never come, or
// clean up after this one's death.
#pragma once

#include <functional>
#include <optional>
#include <vector>

#include "base/fd.h"
#include "base/room.h"

namespace procdemo::base {

/// A process that is nobody's child here (but of a subreaper, which PID 1 is too, see prctl(2):
/// waitpid(-1) tells of it there), in a session of its own, or where it is wanted.
/// It has none of our descriptors but its end of a socket and what it is to keep, its folder is /,
/// of all signals SIGKILL alone ends it, and no other process of the user may trace it. It ends
/// when the connection does, and the kernel ends that whatever ends us, SIGKILL too. Processes that
/// exec don't keep the connection; a forked child that does not exec has to close it.
struct Helper {
  Fd connection;   ///< SOCK_SEQPACKET: a message arrives whole
  pid_t pid = -1;  ///< for those who count processes

  /// In the helper: the connection's number. Those of what it keeps follow.
  static constexpr int own_end = 3;
};

/// Where a helper lives: in a session of its own, or in this process group of ours.
using HelperGroup = std::optional<pid_t>;

/// Starts one, which keeps these descriptors, calls `serve` and then ends. `name` is what ps(1)
/// shows, 15 bytes of it. Throws std::system_error when there are no processes or descriptors left.
Helper start_helper(const char* name, const std::function<void()>& serve,
                    const std::vector<int>& kept = {}, HelperGroup group = {});

/// Whether this is one that this process has started, or a process that forked it, and lives.
bool is_helper(pid_t pid);

/// Whether one of them is in this process group.
bool has_helper(pid_t group);

/// Reads an int from the connection; false when the helper is gone.
bool receive_int(int connection, int& number);

}  // namespace procdemo::base
