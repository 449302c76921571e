// Explored runs: calls that change, or ask for, what is neither in a file nor on its way to
// somebody, and which other processes may notice.
#include <sys/prctl.h>

#include "run/run_state.h"
#include "syscalls/calls.h"

namespace procdemo {

namespace {

// A child that is to be told of its parent's end (PR_SET_PDEATHSIG).
Then enter_prctl(RunState&, Task& task) {
  if (task.registers.int_argument(0) != PR_SET_PDEATHSIG) return Then::go_on;
  task.process->parent_death_signal = task.registers.int_argument(1);
  return Then::go_on;
}

}  // namespace

std::vector<Handler> state_calls() {
  const Trap family = {
      Call::prctl, Trap::If::argument_is, 0, {PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER}};
  std::vector<Handler> calls = {
      {.name = "prctl", .trap = family, .entry = enter_prctl, .alone = is_first_alone}};
  constexpr std::pair<std::string_view, Call> others[] = {{"bind", Call::bind},
                                                          {"listen", Call::listen},
                                                          {"shutdown", Call::shutdown},
                                                          {"getsockopt", Call::getsockopt},
                                                          {"getsockname", Call::getsockname},
                                                          {"getpeername", Call::getpeername},
                                                          {"epoll_ctl", Call::epoll_ctl},
                                                          {"getpgrp", Call::getpgrp}};
  for (const auto& [name, call] : others) {
    calls.push_back({.name = name, .trap = {call}, .entry = enter_step, .alone = is_first_alone});
  }
  return calls;
}

}  // namespace procdemo
