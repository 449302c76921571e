// Console blocks of pages, run again; reports.
#pragma once

#include "lesson/room.h"

// It stands on these, and uses their names as its own.
namespace procdemo::replays {
using namespace lesson;
}  // namespace procdemo::replays
