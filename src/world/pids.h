// Which PIDs the kernel gives next: it counts up, to pid_max, and begins again at 300 (proc(5)).
#pragma once

#include <sys/types.h>

#include <chrono>
#include <vector>

#include "world/room.h"

namespace procdemo::world {

/// The machine's, or this PID namespace's, largest one.
pid_t largest_pid();

/// Sees to it that the next PIDs are larger than `least`, with room for a thousand before the
/// kernel begins again: by telling it, where this process may, else by making processes and reaping
/// them, 0.1 ms for each of them, once: it goes on from there. Throws std::system_error.
void push_pids_beyond(pid_t least);

/// The same, and sees to it that this very process has such a PID: where it has not, the rest of
/// the program goes on in a child that has. This process then waits for it, passes on the signals
/// that are sent to it, and ends as it ends; it never returns. The child ends with this one. To be
/// called while there is one thread, and nothing is open that both must not have.
void go_on_beyond(pid_t least);

/// Who may have come into being since `first` did, `age` ago: whose PID is a later one, or where
/// that isn't certain everybody. A number may be a thread's, or nobody's.
std::vector<pid_t> pids_since(pid_t first, std::chrono::microseconds age);

}  // namespace procdemo::world
