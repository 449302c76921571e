// Locks of flock(2) whose owner has ended, while others have the open file: `exec 9>l; flock 9`, as
// shells' scripts have it.
#pragma once

#include <string>
#include <vector>

#include "run/room.h"
#include "tracee/kernel_locks.h"

namespace procdemo::run {

/// Those on this file ("08:01:1234") that the table of a PID namespace leaves out: it has no number
/// there for an owner that has ended. `pid` is a process that has the open file, of each its own
/// entry. None in the first PID namespace, where the table has them all.
std::vector<KernelLock> locks_left_behind(const std::string& file);

}  // namespace procdemo::run
