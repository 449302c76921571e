// File locks as the kernel has them: /proc/locks, and which of them an open file holds.
#pragma once

#include "observe/family.h"

namespace procdemo {

/// Whether the kernel would give a task the lock that it is held at asking for (flock(2),
/// fcntl(2)), at once.
bool lock_can_be_had(const Task& task);

}  // namespace procdemo
