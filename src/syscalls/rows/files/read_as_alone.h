// What a program reads otherwise than it would alone, or than it would the next time; its memory is
// put right when the call is over.
//
// - Of a process that is held /proc says that its tracer has stopped it, and who that is. Alone it
//   runs, and nobody traces it. Its status is shorter then, so a file's offset is put right, too:
//   however small the pieces in which it is read, they are those of the shorter text.
// - The number that joins two events of a renaming (inotify(7)) the kernel counts for all.
#pragma once

#include "syscalls/room.h"
#include "syscalls/syscall.h"

namespace procdemo::syscalls {

/// At the entry of a call that reads from this descriptor.
bool reads_otherwise(const RunState& run, const Task& task, int fd);

/// At its end. The call's result may be less then.
void show_as_alone(RunState& run, Task& task);

}  // namespace procdemo::syscalls
