// What a task waits for, in a controlled run.
#pragma once

#include <string>
#include <vector>

#include "run/family.h"
#include "syscalls/room.h"
#include "syscalls/syscall.h"

namespace procdemo::syscalls {

/// Whether it is held at asking for a lock that another holds. (The kernel, asked to wait, would
/// choose itself who of several gets it.)
bool wants_taken_lock(const Task& task);

/// Whether a signal is about to come to a task that is held: one that it does not block. A traced
/// task gets also those that it ignores.
enum class Signals { not_ignored, all };
bool is_signalled(pid_t tid, Signals which = Signals::not_ignored);

/// Whether it wants a taken lock, and no signal is about to interrupt it.
bool is_parked(const Task& task);

/// Whether it waits for this child's end, and so reaps it at once.
bool will_reap(const Task& task, const Process& child);

/// The descriptors that a waiting call is about.
std::vector<int> awaited_descriptors(const Task& task);

/// The same for a call that is about to begin.
std::vector<int> awaited_descriptors(const Task& task, const Syscall& call,
                                     const Arguments& arguments);

/// For Syscall::awaits.
std::vector<int> first_descriptor(const Task& task, const Arguments& arguments);
std::vector<int> polled(const Task& task, const Arguments& arguments);
std::vector<int> selected(const Task& task, const Arguments& arguments);
std::vector<int> in_epoll(const Task& task, const Arguments& arguments);

/// What an event says of it: event::Block.
std::string what_holds(Family& family, const Task& task);

}  // namespace procdemo::syscalls
