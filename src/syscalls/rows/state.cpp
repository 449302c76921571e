// Explored runs: calls that change, or ask for, what is neither in a file nor on its way to
// somebody, and which other processes may notice.
#include <sys/prctl.h>

#include "run/run_state.h"
#include "syscalls/arguments/flag_names.h"
#include "syscalls/call_text.h"
#include "syscalls/rows/refusals.h"
#include "syscalls/rows/rows.h"

namespace procdemo::syscalls {

namespace {

// A child that is to be told of its parent's end (PR_SET_PDEATHSIG): in every run, for it may be
// killed so.
Then enter_prctl(RunState&, Task& task) {
  if (task.registers.int_argument(0) != PR_SET_PDEATHSIG) return Then::go_on;
  task.process->parent_death_signal = task.registers.int_argument(1);
  return Then::go_on;
}

}  // namespace

std::vector<Syscall> state_calls() {
  const auto step = [](std::string_view name, TouchRule touches, ArgumentWriters arguments) {
    return Syscall{.name = name,
                   .touches = touches,
                   .handlers = {explored_step()},
                   .arguments = std::move(arguments)};
  };
  return {
      {.name = "prctl",
       .touches = touch::parents_end,
       .handlers = {{.in = in_explored_runs,
                     .trap = argument_is(0, {PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER}),
                     .entry = enter_prctl,
                     .alone = is_first_alone},
                    {.trap = argument_is(0, {PR_SET_PDEATHSIG}),
                     .entry = enter_prctl,
                     .alone = is_alone}},
       .refusals = {strict_mode()}},
      step("listen", touch::changed, {{as::descriptor, as::number}}),
      step("shutdown", touch::changed, {{as::descriptor, as::one_of<flag_names::shutdown>}}),
      step("epoll_ctl", touch::changed,
           {{as::descriptor, as::one_of<flag_names::epoll_control>, as::descriptor,
             as::epoll_event}}),
      step("getpgrp", touch::nothing, ArgumentWriters(std::in_place)),
  };
}

}  // namespace procdemo::syscalls
