// Lessons as data: their options, pages and programs.
#pragma once

#include "claims/room.h"
#include "findings/room.h"

// It stands on these, and uses their names as its own.
namespace procdemo::lesson {
using namespace claims;
using namespace findings;
}  // namespace procdemo::lesson
