// Lessons as data: their options, pages and programs.
#pragma once

#include "claims/room.h"

// It stands on these, and uses their names as its own.
namespace procdemo::lesson {
using namespace claims;
}  // namespace procdemo::lesson
