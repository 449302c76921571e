// The course: how far a student is, what there is to be done in a lesson, in which order.
#pragma once

#include "lesson/room.h"

// It stands on this, and uses its names as its own.
namespace procdemo::course {
using namespace lesson;
}  // namespace procdemo::course
