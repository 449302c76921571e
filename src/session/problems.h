// What may be wrong with going back in a run.
#pragma once

#include "session/room.h"

namespace procdemo::session {

enum class SessionProblem {
  back_live,     // time can't be repeated where it is real
  back_inexact,  // {0} the step, {1} the note that tells why nothing since then can be repeated
  back_differs,  // {0} the step at which the run, begun again, is another one

  end_of_list  // stays last
};

}  // namespace procdemo::session
