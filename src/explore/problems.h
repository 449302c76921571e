// Why there is nothing to explore.
#pragma once

#include "explore/room.h"

namespace procdemo::explore {

enum class ExploreProblem {
  live,         // {0} a lesson that has no order to be explored: it needs to be live
  not_started,  // {0} a command: each run ended at once, with status {1}
  failed,       // the first run has not begun; why, was said
  out_of_time,  // {0} seconds: no run came to its end

  end_of_list  // stays last
};

}  // namespace procdemo::explore
