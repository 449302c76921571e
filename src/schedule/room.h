// Who goes next: policies, orders, tokens.
#pragma once

#include "trace/room.h"

// It stands on these, and uses their names as its own.
namespace procdemo::schedule {
using namespace trace;
}  // namespace procdemo::schedule
