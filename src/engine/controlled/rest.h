// Whether a task waits in the kernel, as /proc shows it.
#pragma once

#include "engine/room.h"
#include "run/family.h"

namespace procdemo::engine {

/// False while the task runs, or is about to. True where it sleeps in a system call, waits for its
/// vfork child, is stopped by a signal, or is a process's first thread that ended before the
/// others. One look is not enough where other tasks run: they may wake it right after.
bool is_at_rest(Task& task);

/// Whether ptrace still holds it: not once it is killed.
bool is_in_stop(pid_t tid);

/// Nanoseconds that a task has run on a processor, and that it was ready to and got none.
struct ProcessorUse {
  std::uint64_t ran = 0;
  std::uint64_t waited = 0;
};
ProcessorUse processor_use(pid_t tid);

}  // namespace procdemo::engine
