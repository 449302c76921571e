// rename(2) of files that several processes use: who reads one, writes a changed copy and renames
// it over the original has changed it.
#pragma once

#include <string>

#include "syscalls/room.h"
#include "syscalls/syscall.h"

namespace procdemo::syscalls {

/// The end of a call that has renamed these: paths of path_of_task(). States it for the rules of
/// findings/, where there are several processes, and it is a regular file.
void state_renamed(RunState& run, const Task& task, const std::string& from, const std::string& to);

}  // namespace procdemo::syscalls
