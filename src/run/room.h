// What is known of a run: family, outputs, locks, timers, clock.
#pragma once

#include "findings/room.h"
#include "schedule/room.h"
#include "tracee/room.h"
#include "world/room.h"

// It stands on these, and uses their names as its own.
namespace procdemo::run {
using namespace findings;
using namespace schedule;
using namespace world;
using namespace tracee;
}  // namespace procdemo::run
