// Who could end a task's waiting, for a reader: beside those whom a deadlock is known by
// (deadlock.h), what does not wait itself, as a timer or somebody outside the run.
#pragma once

#include "engine/room.h"
#include "run/run_state.h"
#include "trace/run_status.h"

namespace procdemo::engine {

/// Of a task that is blocked (Task::blocked_on). `held_by` is as event::Block has it. Whoever has
/// what it waits for is looked up now: nobody pays for it who does not ask.
Blocked waiting_of(RunState& run, const Task& task);

}  // namespace procdemo::engine
