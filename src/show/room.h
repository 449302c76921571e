// Events as rows, and what is written of them.
#pragma once

#include "findings/room.h"

// It stands on these, and uses their names as its own.
namespace procdemo::show {
using namespace findings;
}  // namespace procdemo::show
