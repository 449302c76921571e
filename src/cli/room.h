// The command line.
#pragma once

#include "course/room.h"
#include "explore/room.h"
#include "faces/room.h"
#include "replays/room.h"
#include "show/room.h"

// It stands on these, and uses their names as its own.
namespace procdemo::cli {
using namespace course;
using namespace explore;
using namespace faces;
using namespace show;
using namespace replays;
}  // namespace procdemo::cli
