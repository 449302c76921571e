// A lesson where this machine does not allow ptrace: its program runs directly, as it would by
// hand.
#pragma once

#include "observe/observer.h"

namespace procdemo {

/// Runs `program` until it and all that it made have ended, writing to the descriptor `output`
/// itself. Of the limits only the time binds. What outlives procdemo's
/// interest (the time is up, Ctrl-C twice, SIGTERM, SIGHUP) is killed: nobody is left behind.
/// Throws std::system_error, Problem where it can't be executed.
Outcome run_unobserved(const Program& program, const Limits& limits, int output);

}  // namespace procdemo
