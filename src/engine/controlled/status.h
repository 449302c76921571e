// How a run stands when all have come to rest, for somebody who looks at it.
#pragma once

#include <vector>

#include "engine/room.h"
#include "run/run_state.h"
#include "schedule/schedule.h"
#include "trace/run_status.h"

namespace procdemo::engine {

/// `ready` are those of ready.h. Each call and each place is looked at now; nobody pays for it who
/// does not ask.
RunStatus status_of(RunState& run, const std::vector<Step>& ready);

}  // namespace procdemo::engine
