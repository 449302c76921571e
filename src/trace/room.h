// Events as plain data, and their JSON.
#pragma once

#include "base/room.h"

// It stands on these, and uses their names as its own.
namespace procdemo::trace {
using namespace base;
}  // namespace procdemo::trace
