// What a task has as it takes a lock of its memory, or one of a file: for those who look whether
// locks are taken in one order (findings/rules/lock_order.cpp).
#pragma once

#include <cstdint>
#include <optional>

#include "findings/fact.h"
#include "run/run_state.h"
#include "syscalls/room.h"

namespace procdemo::syscalls {

/// A stopped task is about to call this function for the lock at this address. States what it
/// takes, and has, where both can be known; and remembers that it has asked for it.
void state_taking(RunState& run, Task& task, const LockFunction& function, std::uint64_t object);

/// It is about to get the lock of a file; stated where it has others.
void state_taking_of_file(RunState& run, const Task& task);

}  // namespace procdemo::syscalls
