// A lesson or a command with its options and limits: a run of it, or many.
#pragma once

#include "engine/room.h"
#include "lesson/room.h"

// It stands on these, and uses their names as its own.
namespace procdemo::session {
using namespace lesson;
using namespace engine;
}  // namespace procdemo::session
