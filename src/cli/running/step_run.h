// A run that goes step by step, as its reader wants it: observed by a worker (session/client.h),
// and shown by one of its faces.
#pragma once

#include "cli/room.h"
#include "cli/running/run_options.h"
#include "cli/running/tell_run.h"
#include "cli/user.h"
#include "session/subject.h"
#include "trace/trace.h"

namespace procdemo::cli {

/// Returns procdemo's exit status. Throws Problem.
int step_run(Subject& subject, const RunOptions& options, const Judge& judge, const User& user);

/// The same of a run that was recorded: nothing is run, and nobody can be chosen.
int step_trace(const Trace& trace, const RunOptions& options, const User& user);

}  // namespace procdemo::cli
