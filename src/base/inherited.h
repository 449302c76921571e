// What a process that goes on from a fork gives up of its parent's.
#pragma once

#include "base/room.h"

namespace procdemo::base {

/// Closes every descriptor from `first` on (close_range(2); where the kernel or a filter does not
/// have it, those that /proc/self/fd lists).
void close_from(int first);

/// Every signal does what it does by default: a handler would run our code.
void handle_no_signals();

}  // namespace procdemo::base
