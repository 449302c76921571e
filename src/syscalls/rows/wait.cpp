// Controlled runs: calls that may wait, with no timeout among their arguments, and what ends
// others' waiting. Nothing is told of them; they are where a step begins, and where the schedule is
// asked.
#include "syscalls/arguments/flag_names.h"
#include "syscalls/call_text.h"
#include "syscalls/intentions.h"
#include "syscalls/rows/machine.h"
#include "syscalls/rows/rows.h"
#include "syscalls/rows/socket_timeout.h"
#include "syscalls/waits_for.h"

namespace procdemo::syscalls {

std::vector<Syscall> waiting_calls() {
  const Handler waiting = {.in = in_controlled_runs, .entry = enter_waiting};
  const Handler at_once = {.in = in_controlled_runs, .entry = enter_step};
  const Handler accepting = {
      .in = in_controlled_runs, .entry = enter_accept, .end = end_address, .expire = would_wait};
  const Handler connecting_out = {
      .in = in_controlled_runs, .entry = enter_connect, .expire = connect_timed_out};
  const auto connecting = [&](std::string_view name, TouchRule touches, const Handler& handler,
                              ArgumentWriters arguments) {
    return Syscall{.name = name,
                   .touches = touches,
                   .handlers = {handler},
                   .waits_for = waiting_for<wait::Connection>,
                   .awaits = first_descriptor,
                   .arguments = std::move(arguments)};
  };
  const auto for_signal = [&](std::string_view name, ArgumentWriters arguments) {
    return Syscall{.name = name,
                   .touches = touch::nothing,
                   .handlers = {waiting},
                   .waits_for = waiting_for<wait::Signal>,
                   .arguments = std::move(arguments)};
  };
  return {
      for_signal("pause", ArgumentWriters(std::in_place)),
      for_signal("rt_sigsuspend", {{as::signal_set, as::size}}),
      connecting("accept", touch::changed, accepting,
                 {{as::descriptor, as::address_told, as::length_told}}),
      connecting("accept4", touch::changed, accepting,
                 {{as::descriptor, as::address_told, as::length_told,
                   as::flags<flag_names::socket_type>}}),
      connecting("connect", touch::everything, connecting_out,
                 {{as::descriptor, as::address, as::number}}),
      {.name = "semop",
       .touches = touch::everything,
       .handlers = {waiting},
       .waits_for = waiting_for<wait::Semaphore>,
       .arguments = {{as::number, as::semaphore_changes, as::size}}},
      {.name = "sched_yield",
       .touches = touch::nothing,
       .handlers = {at_once},
       .yields = true,
       .arguments = ArgumentWriters(std::in_place)},
      {.name = "getppid",
       .touches = touch::parent,
       .handlers = {at_once},
       .asks = always,
       .arguments = ArgumentWriters(std::in_place)},
      {.name = "exit",
       .touches = touch::own_end,
       .handlers = {at_once},
       .intends = intend::exit_thread,
       .arguments = {{as::number}}},
      {.name = "exit_group",
       .touches = touch::own_end,
       .handlers = {at_once},
       .may_signal = true,
       .intends = intend::exit,
       .arguments = {{as::number}}},
  };
}

}  // namespace procdemo::syscalls
