// Waiting with a timeout, which is not told: what is done there, for the rows of such calls.
#pragma once

#include <utility>
#include <vector>

#include "run/run_state.h"
#include "syscalls/rows/rows.h"
#include "syscalls/timeout.h"

namespace procdemo::syscalls {

/// Where a call has its timeout (timed.h).
using Where = Timeout (*)(const Task&);

template <Where where>
Then enter_wait(RunState& run, Task& task) {
  if (run.clock.scaled()) shorten(task, where(task), run.clock);
  return Then::see_result;
}

template <Where where>
void leave_wait(RunState& run, Task& task) {
  restore(task, where(task), run.clock);
}

// The timeout that the program gave counts from the first time. A sleep that the kernel goes on
// with by itself (restart_syscall) never comes here.
template <Where where>
void wait_again(RunState& run, Task& task) {
  if (where(task).writes_back) {
    task.call->real_started = ProgramClock::real_now();  // the program's struct has what is left
    if (!run.clock.scaled()) return;
  }
  shorten(task, where(task), run.clock);
}

// What the kernel gives back when the time is over.
template <int result>
void give_back(RunState&, Task& task) {
  task.registers.set_result(result);
}

template <Where where, int over>
Handler waiting() {
  return {.entry = enter_wait<where>,
          .leave = leave_wait<where>,
          .again = wait_again<where>,
          .expire = give_back<over>};
}

// In a controlled run every such call is a step, for it may wait; else the program is stopped where
// it must be.
inline std::vector<Handler> controlled_or(Handler handler, Trap trap) {
  Handler controlled = handler;
  controlled.in = in_controlled_runs;
  handler.trap = std::move(trap);
  return {controlled, handler};
}

}  // namespace procdemo::syscalls
