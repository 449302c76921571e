// The lock that a task waits for (flock(2), fcntl(2)); in a controlled run it is held at asking for
// it.
#pragma once

#include <vector>

#include "findings/fact.h"
#include "run/family.h"
#include "syscalls/room.h"
#include "syscalls/syscall.h"

namespace procdemo::syscalls {

/// What it is held at asking for, where it is.
LockKind wanted_lock(const Task& task);

/// The processes whose locks stand in its way; -1 for a lock of an open file description, which
/// belongs to no process.
std::vector<pid_t> holders_of_lock(const Task& task);

/// Those of the run, in order. Not who has closed the open file of its flock(2) since, or has
/// ended: in its place who has it still, as of a lock of a description. It is theirs then, and
/// nobody else's to give back.
std::vector<Name> names_of_holders(Family& family, const Task& task);

/// The bytes that its call of fcntl(2) is about; the whole file of flock(2).
fact::ByteRange bytes_of_lock(const Task& task);

/// Whether the kernel would give it the lock at once.
bool lock_can_be_had(const Task& task);

}  // namespace procdemo::syscalls
