// Why a search may have missed an order: only where nothing of this is so, it was complete.
#pragma once

#include <vector>

#include "explore/explorer.h"
#include "explore/outcomes.h"
#include "explore/room.h"

namespace procdemo::explore {

enum class Missed {
  stopped,         ///< by a signal
  at_limit,        ///< of runs
  at_time,         ///< of the search
  cut_off,         ///< runs came to no end of their own
  too_long,        ///< runs had more steps than are looked through
  at_bound,        ///< there were preemptions beyond the bound
  refused,         ///< the kernel refused a process
  shared_memory,   ///< what processes or threads do in it between two calls
  asked_machine,   ///< a run saw what the machine decides
  hidden_locks,    ///< locks that are not seen
  compared_times,  ///< the order of changes to files whose times were compared
};

std::vector<Missed> missed_by(const Explorer::Ended& ended, const Outcomes& outcomes);

}  // namespace procdemo::explore
