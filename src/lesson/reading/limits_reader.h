// The [limits] of a lesson or of a file of claims.
#pragma once

#include "lesson/reading/toml.h"
#include "lesson/room.h"
#include "trace/trace.h"

namespace procdemo::lesson {

/// The default limits, with what the table changes. Throws Problem with file and line.
Limits read_limits(const Node& table);

}  // namespace procdemo::lesson
