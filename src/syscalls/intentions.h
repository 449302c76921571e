// What a task that is held at a call is about to do (Syscall::intends). It is asked between two
// steps, where somebody looks; the kernel has not begun the call, and its arguments may be bad.
#pragma once

#include "run/family.h"
#include "syscalls/room.h"
#include "syscalls/syscall.h"
#include "trace/intention.h"

namespace procdemo::syscalls {

/// Of a task that is held at this call.
Intention intention_at(RunState& run, const Task& task, const Syscall& call);

}  // namespace procdemo::syscalls

/// The rules that rows have, by their names.
namespace procdemo::syscalls::intend {

Intention write(RunState& run, const Task& task);
Intention write_pieces(RunState& run, const Task& task);  ///< writev(2)
Intention send(RunState& run, const Task& task);
Intention read(RunState& run, const Task& task);
Intention fork(RunState& run, const Task& task);
Intention vfork(RunState& run, const Task& task);
Intention clone(RunState& run, const Task& task);
Intention execute(RunState& run, const Task& task);
Intention nanosleep(RunState& run, const Task& task);
Intention clock_nanosleep(RunState& run, const Task& task);
Intention exit(RunState& run, const Task& task);
Intention exit_thread(RunState& run, const Task& task);
Intention kill(RunState& run, const Task& task);

}  // namespace procdemo::syscalls::intend
