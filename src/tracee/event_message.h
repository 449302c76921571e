// What the kernel says of an event at which a task is stopped (PTRACE_GETEVENTMSG).
#pragma once

#include <sys/types.h>

#include <optional>

#include "base/wait_status.h"
#include "tracee/room.h"

namespace procdemo::tracee {

/// A child's id, a wait status, a filter's data: see ptrace(2). Nothing where the task was killed
/// meanwhile: it will be reported again.
std::optional<unsigned long> event_message(pid_t tid, const Stopped& stop);

}  // namespace procdemo::tracee
