// The mark that all processes of a run carry: their hard limit RLIMIT_LOCKS.
//
// Where this user can make no cgroup, a process that procdemo has lost sight of is looked for in
// /proc. That takes a mark which every descendant inherits, whatever it executes and whoever
// becomes its parent, that a program does not see by accident, and that changes nothing. An
// environment variable shows in every program that prints its environment, and is lost with a new
// environment; sessions and groups are left by setsid(2); a seccomp filter can't be removed, but
// browsers and services have some too. The kernel has not looked at RLIMIT_LOCKS since Linux 2.4.25
// (getrlimit(2)), hands it down through fork and exec, lets nobody but root raise it, and shows it
// to everybody in /proc/PID/limits. A live run has a value of its own. Controlled runs share one,
// for a program that prints its limits has to print the same every time: there a process belongs to
// the run if it also is younger than the run and traced by nobody. A process that lowers that limit
// loses the mark, and is then found as a descendant of procdemo, as long as its parents live.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <vector>

#include "world/room.h"

namespace procdemo::world {

/// A value of RLIMIT_LOCKS.
using Mark = std::uint64_t;

/// What the runs of this process are marked with.
Mark own_mark();
Mark mark_of_controlled_runs();

/// Marks this process, and so all that it will make. Async-signal-safe.
void put_mark(Mark mark);

/// The processes that descend from this one, or carry the mark and are traced by no other; alive,
/// and no older than `first`, whose ProcStat::start_ticks are `since`. 10 µs for each process that
/// may be one (pids_since).
std::vector<pid_t> find_marked(Mark mark, pid_t first, std::uint64_t since);

/// The processes that descend from `ancestor`, alive.
std::vector<pid_t> descendants_of(pid_t ancestor);

}  // namespace procdemo::world
