// The ptrace loop: a run that goes to its end or step by step.
#pragma once

#include "syscalls/room.h"

// It stands on these, and uses their names as its own.
namespace procdemo::engine {
using namespace syscalls;
}  // namespace procdemo::engine
