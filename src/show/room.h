// Events as rows, and what is written of them.
#pragma once

#include "trace/room.h"

// It stands on these, and uses their names as its own.
namespace procdemo::show {
using namespace trace;
}  // namespace procdemo::show
