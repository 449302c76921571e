// One row for each system call.
#pragma once

#include "run/room.h"

// It stands on these, and uses their names as its own.
namespace procdemo::syscalls {
using namespace run;
}  // namespace procdemo::syscalls
