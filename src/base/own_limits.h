// The resource limits that procdemo raises for itself, and restores for the programs it starts.
#pragma once

#include "base/room.h"

namespace procdemo::base {

/// Sees to it that this process has enough stack (setrlimit(2), RLIMIT_STACK), as far as it may,
/// and its threads too. False: it has less, and has to continue in a thread. Call it first, while
/// there is one thread.
bool raise_stack();

/// In a forked child, before it executes a program: the limits that procdemo was started with.
/// Async-signal-safe.
void give_back_limits();

}  // namespace procdemo::base
