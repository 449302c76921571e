// What the kernel says of a task at some moment: lines of /proc, as they are.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "run/family.h"
#include "run/room.h"
#include "trace/event.h"

namespace procdemo::run {

/// Its state; and what an event that is told of it is about: the page of a variable, the locks on a
/// file. `task` is null for one that has ended; `pid` is 0 where nobody is left to ask of.
std::vector<std::string> kernel_facts(Family& family, pid_t pid, const Task* task,
                                      const event::Any& what);

/// Its state alone.
std::vector<std::string> kernel_state(pid_t pid);

/// The locks on the file behind a task's descriptor, each with the name of whoever holds it.
std::vector<std::string> kernel_locks_on(Family& family, const Task& task, int fd);

}  // namespace procdemo::run
