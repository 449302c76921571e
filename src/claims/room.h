// What a lesson claims: patterns, verbs, evidence.
#pragma once

#include "trace/room.h"

// It stands on these, and uses their names as its own.
namespace procdemo::claims {
using namespace trace;
}  // namespace procdemo::claims
