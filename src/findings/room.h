// What is wrong with a program, from the events of its run and from facts that the engine tells.
#pragma once

#include "trace/room.h"

// It stands on these, and uses their names as its own.
namespace procdemo::findings {
using namespace trace;
}  // namespace procdemo::findings
