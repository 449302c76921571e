// Who stands still, and may yet go on, for what happens to a process counts, too: a signal, whose
// handler does what the others wait for; or somebody who knows the name of a FIFO.
#pragma once

#include <vector>

#include "engine/room.h"
#include "run/run_state.h"
#include "trace/event.h"

namespace procdemo::engine {

/// Tells findings/ of them (fact::MayStillEnd): before the event tells that all of `tasks` stand.
void state_what_may_still_end(RunState& run, const std::vector<Task*>& tasks,
                              const event::Deadlock& deadlock);

}  // namespace procdemo::engine
