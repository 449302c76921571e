// Whom a call is aimed at: of this run, outside of it, or procdemo itself.
#pragma once

#include <sys/types.h>

#include <optional>

#include "run/run_state.h"
#include "syscalls/room.h"
#include "syscalls/rows/rows.h"

namespace procdemo::syscalls {

/// Whether the process or thread that `sender` knows by this number is one of procdemo's own.
bool is_own(RunState& run, const Task& sender, pid_t seen);

/// Whether it is no process of this run.
bool is_outside(RunState& run, const Task& sender, pid_t seen);

/// Answers a call that is aimed at procdemo itself: EPERM, and it is told.
Then refuse_own(RunState& run, Task& task);

/// The number by which `sender` knows a process that the observer knows by `pid`; nothing where it
/// is not to be seen from there (pid_namespaces(7)).
std::optional<pid_t> seen_by(const Task& sender, pid_t pid);

}  // namespace procdemo::syscalls
