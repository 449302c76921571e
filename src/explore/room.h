// The search for every order.
#pragma once

#include "session/room.h"

// It stands on these, and uses their names as its own.
namespace procdemo::explore {
using namespace session;
}  // namespace procdemo::explore
