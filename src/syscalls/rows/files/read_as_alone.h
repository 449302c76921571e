// What a program reads otherwise than it would alone, or than it would the next time; its memory is
// put right when the call is over.
//
// - Of a process that is held /proc says that its tracer has stopped it. Alone it runs. Its status
//   is shorter then, so a file's offset is put right, too: however small the pieces in which it is
//   read, they are those of the shorter text. (By whom it is traced stays what it is: TracerPid. A
//   program that would do harm alone asks for it.)
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
