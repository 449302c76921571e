// Controlled runs: the lock that a task is held at asking for (flock(2), fcntl(2)).
#pragma once

#include <vector>

#include "run/family.h"
#include "syscalls/room.h"
#include "syscalls/syscall.h"

namespace procdemo::syscalls {

/// What it is held at asking for, where it is.
LockKind wanted_lock(const Task& task);

/// The processes whose locks stand in its way; -1 for a lock of an open file description, which
/// belongs to no process.
std::vector<pid_t> holders_of_lock(const Task& task);

/// The same, but for those that have closed the open file of their flock(2) since, or ended: in
/// their place who of `tasks` has it still. It is theirs then, and nobody else's to give back.
std::vector<pid_t> holders_of_lock(const Task& task, const std::vector<Task*>& tasks);

/// Whether the kernel would give it the lock at once.
bool lock_can_be_had(const Task& task);

}  // namespace procdemo::syscalls
