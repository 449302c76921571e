// Deadlocks: nobody of a run can go on, and nobody will wake. Who waits for whom?
#pragma once

#include <vector>

#include "engine/room.h"
#include "run/family.h"
#include "run/places.h"
#include "trace/event.h"
#include "trace/run_status.h"

namespace procdemo::engine {

/// What a task waits for that is at rest, and who of `tasks`, who are all that there are, could end
/// that.
Blocked awaits_of(const Task& task, const std::vector<Task*>& tasks, Family& family);

/// What to tell of it. `tasks` are all that there are, none of them running.
event::Deadlock find_deadlock(const std::vector<Task*>& tasks, Family& family, Places& places);

}  // namespace procdemo::engine
