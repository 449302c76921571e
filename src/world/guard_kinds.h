// How each guard is made (guard.h says what they are), and what two of them need.
#pragma once

#include "world/guard.h"
#include "world/room.h"

namespace procdemo::world {

// Each throws std::system_error, with the call that the kernel refused, where it can't be had. What
// only the first process inside would show, fork() and enter() tell.
std::unique_ptr<Guard> make_cgroup_guard(std::int64_t processes);
std::unique_ptr<Guard> make_pid_namespace_guard(std::int64_t processes);
std::unique_ptr<Guard> make_rlimit_guard(std::int64_t processes);
std::unique_ptr<Guard> make_uid_guard(std::int64_t processes);

/// Whether RLIMIT_NPROC binds this user, by trying. It does not bind root, and neither root of a
/// user namespace that is root outside.
bool nproc_binds();

/// Forks a process that is the tracer's to wait for, as Guard::fork(): its PID, and 0 in it. Throws
/// std::system_error.
pid_t fork_released();

/// Lowers this process's own RLIMIT_NPROC, never raises it. Async-signal-safe. Returns 0, or errno.
int limit_nproc(std::int64_t tasks);

}  // namespace procdemo::world
