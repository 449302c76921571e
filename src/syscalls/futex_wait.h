// What a task waits for in futex(2): a lock of its C library, or a thread's end (pthread_join(3)).
#pragma once

#include <string>
#include <vector>

#include "run/family.h"
#include "syscalls/room.h"

namespace procdemo::syscalls {

struct FutexWait {
  std::string on;             ///< as event::Block has it
  std::vector<Name> helpers;  ///< who could end it, as far as is known
};

/// Of a task that sleeps in such a call.
FutexWait futex_wait(Family& family, const Task& task);

/// A lock of its program, as event::Block has it: "mutex:one", or "mutex" where it has no name.
std::string name_of_lock(const Task& task, LockSort sort, std::uint64_t object);

}  // namespace procdemo::syscalls
