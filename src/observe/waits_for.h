// What a task waits for, in a controlled run.
#pragma once

#include <string>

#include "observe/family.h"

namespace procdemo {

/// Whether it is held because another holds the lock that it asked for. (The kernel, asked to wait,
/// would choose itself who of several gets it.)
bool is_parked(const Task& task);

/// What an event says of it: a process's name, a pipe, a path; or one of "child", "signal",
/// "futex", "input", "connection", "semaphore", "SIGCONT"; or the call's name.
std::string what_holds(const Task& task);

}  // namespace procdemo
