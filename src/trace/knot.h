// Those of a standstill who wait for each other without a circle that could be named: each of them
// could be woken by any of several others, and all of these wait, too, for one another alone
// (Holt, "Some Deadlock Properties of Computer Systems", Computing Surveys 4(3), 1972: a knot).
#pragma once

#include <vector>

#include "trace/event.h"
#include "trace/room.h"

namespace procdemo::trace {

/// Their names, in order; empty where there are none, or a circle says it.
std::vector<Name> knot_in(const event::Deadlock& deadlock);

}  // namespace procdemo::trace
