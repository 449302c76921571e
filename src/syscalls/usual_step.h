// Where every call is a step (ControlledMode::every_step): which of them would be steps otherwise,
// too. A reader is shown these.
#pragma once

#include "run/family.h"
#include "run/run_state.h"
#include "syscalls/room.h"
#include "syscalls/syscall.h"

namespace procdemo::syscalls {

/// `task` is held at this call.
bool is_usual_step(RunState& run, const Task& task, const Syscall& call);

}  // namespace procdemo::syscalls
