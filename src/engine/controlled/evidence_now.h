// The evidence of how a task stands now, between two steps.
#pragma once

#include "engine/room.h"
#include "run/run_state.h"
#include "trace/evidence.h"

namespace procdemo::engine {

/// The call that it is about to make, or is in; where; its state; and who holds a lock that it
/// waits for.
Evidence evidence_now(RunState& run, const Task& task);

/// What strace(1) would write of the call that a task has begun; it remembers the arguments.
std::string begun_call(Task& task);

/// And now that it has ended with this result.
std::string ended_call(const Task& task, std::int64_t result);

}  // namespace procdemo::engine
