// A recorded run served to its reader (protocol.h), as stepping.h serves one that goes on: forward
// and back, but nobody can be chosen. Nothing is run.
#pragma once

#include "base/fd.h"
#include "session/room.h"
#include "session/stepping/stepping.h"
#include "trace/trace.h"

namespace procdemo::session {

/// A step is what a process did, with what was printed of it before, and what only followed from
/// it. Serves until the reader quits, or is gone.
void serve_trace(const Fd& connection, const Trace& trace, const Voice& voice);

}  // namespace procdemo::session
