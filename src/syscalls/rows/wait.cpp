// Controlled runs: calls that may wait without a timeout, and what ends others' waiting. Nothing
// is told of them; they are where a step begins, and where the schedule is asked.
#include "run/run_state.h"
#include "syscalls/calls.h"

namespace procdemo {

namespace {

Then enter_waiting(RunState&, Task&) {
  return Then::see_result;
}

Then enter_at_once(RunState&, Task&) {
  return Then::go_on;
}

}  // namespace

std::vector<Handler> waiting_calls() {
  return {
      {"pause", {Call::pause}, enter_waiting},
      {"rt_sigsuspend", {Call::rt_sigsuspend}, enter_waiting},
      {"accept", {Call::accept}, enter_waiting},
      {"accept4", {Call::accept4}, enter_waiting},
      {"connect", {Call::connect}, enter_waiting},
      {"semop", {Call::semop}, enter_waiting},
      {"sched_yield", {Call::sched_yield}, enter_at_once},
      {"getppid", {Call::getppid}, enter_at_once},
      {"exit", {Call::exit}, enter_at_once},
      {"exit_group", {Call::exit_group}, enter_at_once},
  };
}

}  // namespace procdemo
