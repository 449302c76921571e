// What the machine, or the kernel, decides: what a program learns of it may be another in the next
// run of the same order. That is told where it is asked for.
#pragma once

#include <string>
#include <string_view>

#include "syscalls/room.h"
#include "syscalls/syscall.h"

namespace procdemo::syscalls {

/// Whether a file of /proc or /sys tells of what the machine is doing, or is made up by the kernel.
bool tells_of_machine(std::string_view path);

/// The whole path of a file that a task names in a call; what is a link on its way stays one.
/// `folder` is a descriptor, or AT_FDCWD.
std::string named_by_kernel(const Task& task, int folder, std::string path);

/// The note that this run may differ from the next one.
void note_machine(RunState& run, const Task& task);

/// For an `end` of accept(2), getsockname(2) and getpeername(2): a port that the kernel has chosen
/// is another each time.
void end_address(RunState& run, Task& task);

}  // namespace procdemo::syscalls
