// Who can go on when all have come to rest, and who waits.
#pragma once

#include <optional>
#include <vector>

#include "engine/room.h"
#include "run/run_state.h"
#include "schedule/schedule.h"

namespace procdemo::engine {

/// Tasks that are held, but for those whose lock another still holds; and those that sleep no
/// longer than until now. In the order of their names.
///
/// Not those that would wait for ever for an object of our library, and wake to look again: see
/// looks_again().
std::vector<Step> ready_steps(RunState& run);

/// A task that waits for an object of our library looks again now and then, for somebody may have
/// been killed between a change and the wake-up (multiprocess/shared/bell.h). Where nobody was,
/// there is nothing to be seen; so this is for when somebody was, and before it is said that nobody
/// can go on.
std::vector<Step> looks_again(RunState& run);

/// When a sleeper's time comes.
std::optional<Moment> wakes_at(const Task& task);

}  // namespace procdemo::engine
