// Questions about runs: answered, and graded by what really happened. No terminal here: who asks
// them is a face's business.
#pragma once

#include "explore/room.h"
#include "show/room.h"

// It stands on these, and uses their names as its own.
namespace procdemo::questions {
using namespace explore;
using namespace show;
}  // namespace procdemo::questions
