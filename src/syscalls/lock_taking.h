// What a task has as it takes a lock, and since when it has wanted it: for those who look whether
// locks are taken in one order (findings/rules/lock_order.cpp).
#pragma once

#include <cstdint>
#include <optional>

#include "findings/fact.h"
#include "run/run_state.h"
#include "syscalls/room.h"
#include "syscalls/syscall.h"

namespace procdemo::syscalls {

/// A stopped task is about to call this function for the lock at this address. States what it
/// takes, and has, where both can be known; and remembers that it has asked for it.
void state_taking(RunState& run, Task& task, const LockFunction& function, std::uint64_t object);

/// It has got the lock of a file, or of our library, for which it has asked (Task::asked_since):
/// that is told next. `by_process`: it is one of fcntl(2)'s first kind.
void state_taking(RunState& run, Task& task, const fact::ByteRange& bytes = {},
                  bool by_process = false);

/// Whether the task, which is stopped at this call, may learn from it what others have done: what
/// it does next may depend on that (Task::looks).
bool tells_of_others(const Task& task, const Syscall& call);

}  // namespace procdemo::syscalls
