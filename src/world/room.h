// Where a run lives, and what this machine allows.
#pragma once

#include "trace/room.h"

// It stands on these, and uses their names as its own.
namespace procdemo::world {
using namespace trace;
}  // namespace procdemo::world
