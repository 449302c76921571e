// Tells of a process's watched variables.
#pragma once

#include "engine/room.h"
#include "run/run_state.h"
#include "run/variables.h"

namespace procdemo::engine {

/// Of those that have changed since they were last looked at. The task is stopped.
inline void tell_values(RunState& run, const Variables& variables, Task& task) {
  if (!task.process->image.watched) return;
  variables.look(task, [&](event::Value value) { run.log.emit(task, std::move(value)); });
}

}  // namespace procdemo::engine
