// One stopped task: registers, memory, its ELF file, probes.
#pragma once

#include "trace/room.h"

// It stands on these, and uses their names as its own.
namespace procdemo::tracee {
using namespace trace;
}  // namespace procdemo::tracee
