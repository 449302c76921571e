// A worker: a process that makes one run after another for the one that has forked it
// (workers.h). It observes, and so the other need not: ptrace belongs to a thread, and waitpid(-1)
// tells that thread of everybody's children. What crashes or hangs, crashes or hangs there.
#pragma once

#include <functional>
#include <string>

#include "base/fd.h"
#include "session/assignment.h"
#include "session/job.h"
#include "session/room.h"
#include "world/fence.h"

namespace procdemo::session {

/// Makes a run. What it prints, on either output, is part of the answer; so is what it leaves in
/// the assignment, and the exit status that it returns.
using Act = std::function<int(const WorkerRequest& request, Assignment& assignment)>;

/// In the worker, a user without a terminal: answers requests until the connection ends, or a
/// signal (SIGINT, SIGTERM, SIGHUP) does it. Its runs live inside `fence`, if there is one; when
/// somebody has stayed in there, it ends, and its last answer says so. Returns its exit status.
/// Throws std::system_error.
int serve_requests(const Fd& connection, Fence* fence, const Act& act);

/// Has sh run a command in the working directory, in a process group of its own. Throws Problem
/// (before_failed, Status::usage) where it fails. A signal to this process ends both.
void run_before(const std::string& command);

}  // namespace procdemo::session
