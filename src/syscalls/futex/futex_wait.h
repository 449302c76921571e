// What a task waits for in futex(2): a lock of its C library, a barrier ("barrier:gate"), a
// thread's end (pthread_join(3), or Python's), an object of our library; else a word of its own, by
// the variable that this is in ("futex:done").
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "run/family.h"
#include "syscalls/room.h"

namespace procdemo::syscalls {

struct FutexWait {
  std::string on;             ///< as event::Block has it
  std::vector<Name> helpers;  ///< who could end it, as far as is known
  /// Each of them could, and none has to: nobody owns a semaphore.
  bool any = false;
  bool is_end = false;     ///< it waits for the end of a thread
  std::string needs = {};  ///< as event::Deadlock has it
};

/// Of a task that sleeps in such a call.
FutexWait futex_wait(Family& family, const Task& task);

/// "queue-1" where the address is in the memory of an object of our library (probe.h there), else
/// empty.
std::string library_object_at(const Task& task, std::uint64_t address);

/// A lock of its program, as event::Block has it: "mutex:one", or "mutex" where it has no name.
std::string name_of_lock(const Task& task, LockSort sort, std::uint64_t object);

}  // namespace procdemo::syscalls
