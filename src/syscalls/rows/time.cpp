// Calls that sleep, and calls that wait no longer than a timeout.
//
// A sleep is told. A timed wait stops the program only where it must: when time is scaled
// (--speed), and for the three kinds that fail with EINTR even at a signal which the program
// ignores: they are made again (signal_stops.cpp), with the time that is left.
#include <linux/futex.h>

#include <algorithm>
#include <cerrno>
#include <climits>

#include "run/probes.h"
#include "run/run_state.h"
#include "syscalls/arguments/flag_names.h"
#include "syscalls/call_text.h"
#include "syscalls/intentions.h"
#include "syscalls/rows/rows.h"
#include "syscalls/rows/timed.h"
#include "syscalls/rows/timed_wait.h"
#include "syscalls/timeout.h"
#include "syscalls/touches/touches.h"
#include "syscalls/waits_for.h"
#include "tracee/memory.h"

namespace procdemo::syscalls {

namespace {

using Form = Timeout::Form;

// --- sleeping: told. What has no end, or one that the kernel refuses, is no sleep ---

template <Where where>
Then enter_sleep(RunState& run, Task& task) {
  const auto asked = asked_seconds(task, where(task), run.clock);
  if (!asked) return Then::see_result;
  run.log.emit(task, event::Sleep{*asked});
  wait::Sleep sleep;
  if (const auto rest = where(task).remaining_argument) {
    sleep.rest = read_value<timespec>(task, task.registers.argument(*rest));
  }
  task.call->waits_for = sleep;
  if (run.clock.scaled()) shorten(task, where(task), run.clock);
  return Then::see_result;
}

void end_sleep(RunState& run, Task& task) {
  if (!task.call->sleeps()) return;
  run.log.emit(task, event::Wake{run.clock.now() - task.call->started});
}

// A signal that the program ignores made the kernel write how much sleep is left, and sleep on.
// Alone the sleep would not have been interrupted, and nothing written.
template <int argument>
void end_sleep_with_rest(RunState& run, Task& task) {
  const auto* sleep = waits_for<wait::Sleep>(task);
  if (sleep && sleep->rest && task.registers.result() == 0) {
    write_value(task, task.call->arguments[argument], *sleep->rest);
  }
  end_sleep(run, task);
}

template <Where where, int rest>
Handler sleeping() {
  return {.entry = enter_sleep<where>,
          .end = end_sleep_with_rest<rest>,
          .leave = leave_wait<where>,
          .again = wait_again<where>,
          .expire = give_back<0>};
}

template <Where where>
Then enter_select(RunState& run, Task& task) {
  const bool no_descriptors = task.registers.argument(0) == 0;
  return no_descriptors ? enter_sleep<where>(run, task) : enter_wait<where>(run, task);
}

// None of the descriptors is ready: the sets are empty. The kernel, interrupted, did not say so.
void expire_select(RunState&, Task& task) {
  constexpr std::uint64_t bits = 8 * sizeof(long), most_set = 8192;
  const auto descriptors = static_cast<std::uint32_t>(task.call->arguments[0]);
  const std::uint64_t bytes = (descriptors + bits - 1) / bits * sizeof(long);
  const std::string empty(std::min(bytes, most_set), '\0');
  for (const int set : {1, 2, 3}) {
    const std::uint64_t address = task.call->arguments[static_cast<std::size_t>(set)];
    if (address != 0) write_memory(task, address, empty.data(), empty.size());
  }
  task.registers.set_result(0);
}

template <int count>
void end_select(RunState& run, Task& task) {
  if (task.call->arguments[count] == 0) end_sleep(run, task);
}

template <Where where>
Then enter_poll(RunState& run, Task& task) {
  const bool no_descriptors = task.registers.argument(1) == 0;
  return no_descriptors ? enter_sleep<where>(run, task) : enter_wait<where>(run, task);
}

// A select or poll on no descriptors is a sleep, as old programs do it. On descriptors it stops
// only where time is scaled; in a controlled run always, for it may wait.
std::vector<Handler> descriptors_or_sleep(Handler handler, int count, Trap timeout) {
  Handler controlled = handler, scaled = handler;
  controlled.in = in_controlled_runs;
  scaled.in = in_scaled_runs;
  scaled.trap = std::move(timeout);
  handler.trap = argument_is(count, {0});
  return {controlled, scaled, handler};
}

template <Where where>
Handler selecting() {
  return {.entry = enter_select<where>,
          .end = end_select<0>,
          .leave = leave_wait<where>,
          .again = wait_again<where>,
          .expire = expire_select};
}

template <Where where>
Handler polling() {
  return {.entry = enter_poll<where>,
          .end = end_select<1>,
          .leave = leave_wait<where>,
          .again = wait_again<where>,
          .expire = give_back<0>};
}

Syscall readiness(std::string_view name, TouchRule touches, std::vector<Handler> handlers,
                  std::vector<int> (*awaits)(const Task&, const Arguments&),
                  ArgumentWriters arguments, std::string (*answer)(const EndedCall&) = nullptr) {
  return {.name = name,
          .touches = touches,
          .handlers = std::move(handlers),
          .waits_for = waiting_for<wait::Readiness>,
          .awaits = awaits,
          .zero_is_nothing = true,
          .arguments = std::move(arguments),
          .answer = answer};
}

std::vector<Syscall> readiness_calls() {
  constexpr Where select_timeout = of_argument<4, Form::timeval, true>;
  constexpr Where pselect_timeout = of_argument<4, Form::timespec, true>;
  constexpr Where poll_timeout = of_argument<2, Form::milliseconds>;
  constexpr Where ppoll_timeout = of_argument<2, Form::timespec, true>;
  constexpr Where epoll_timeout = of_argument<3, Form::milliseconds>;
  const auto epoll = [](std::string_view name, Handler handler, const Trap& trap,
                        std::vector<ArgumentWriter> rest) {
    std::vector<ArgumentWriter> arguments = {as::descriptor, as::epoll_events, as::number};
    arguments.insert(arguments.end(), rest.begin(), rest.end());
    return readiness(name, touch::ready_in_epoll, controlled_or(std::move(handler), trap), in_epoll,
                     std::move(arguments));
  };
  std::vector<Syscall> calls = {
      epoll("epoll_wait", waiting<epoll_timeout, 0>(), argument_positive(3), {as::number}),
      epoll("epoll_pwait", waiting<epoll_timeout, 0>(), argument_positive(3),
            {as::number, as::signal_set, as::size}),
      epoll("epoll_pwait2", waiting<of_argument<3>, 0>(), argument_not_zero(3),
            {as::time, as::signal_set, as::size}),
      readiness("select", touch::ready,
                descriptors_or_sleep(selecting<select_timeout>(), 0, argument_not_zero(4)),
                selected, {{as::number, as::selected, as::selected, as::selected, as::clock_time}},
                as::select_result),
      readiness("pselect6", touch::ready,
                descriptors_or_sleep(selecting<pselect_timeout>(), 0, argument_not_zero(4)),
                selected,
                {{as::number, as::selected, as::selected, as::selected, as::time, as::pointer}},
                as::pselect_result),
      readiness("poll", touch::ready,
                descriptors_or_sleep(polling<poll_timeout>(), 1, argument_positive(2)), polled,
                {{as::polled, as::number, as::number}}, as::poll_result),
      readiness("ppoll", touch::ready,
                descriptors_or_sleep(polling<ppoll_timeout>(), 1, argument_not_zero(2)), polled,
                {{as::polled, as::number, as::time, as::signal_set, as::size}}, as::poll_result),
  };
  calls[2].number = 441;  // epoll_pwait2
  return calls;
}

// The operations of futex(2) that wait, private or not, by either clock.
std::vector<std::uint32_t> waiting_futex_operations() {
  std::vector<std::uint32_t> operations;
  for (const std::uint32_t command :
       {FUTEX_WAIT, FUTEX_WAIT_BITSET, FUTEX_LOCK_PI, FUTEX_WAIT_REQUEUE_PI, FUTEX_LOCK_PI2}) {
    for (const std::uint32_t flags :
         {0, FUTEX_PRIVATE_FLAG, FUTEX_CLOCK_REALTIME, FUTEX_PRIVATE_FLAG | FUTEX_CLOCK_REALTIME}) {
      operations.push_back(command | flags);
    }
  }
  return operations;
}

// Our library's waiters look again when they were woken for no reason: where every order is wanted,
// all of them are, and the schedule chooses among them.
void wake_all(Task& task) {
  constexpr int how_many = 2;
  task.registers.set_argument(how_many, INT_MAX);
  task.registers.write(task.tid);
}

WaitTarget waiting_for_futex(const Arguments& arguments) {
  return wait::Futex{arguments[0]};
}

// Where every call is a step, a wake-up is one as well.
Then enter_futex(RunState& run, Task& task) {
  if (run.every_step() && rings_for_object(task)) wake_all(task);
  if (!run.every_step() && LockFunctions::is_meant(task) && !Probes::has_library(*task.process)) {
    run.log.note(task, "elsewhere");
  }
  const auto operations = waiting_futex_operations();
  const auto asked = static_cast<std::uint32_t>(task.registers.argument(1));
  return std::ranges::count(operations, asked) ? enter_wait<of_futex>(run, task) : Then::go_on;
}

std::vector<Handler> futex_handlers() {
  Handler controlled = waiting<of_futex, -ETIMEDOUT>(), scaled = controlled;
  controlled.in = in_controlled_runs;
  controlled.alone = is_librarys;
  controlled.entry = enter_futex;
  scaled.in = in_scaled_runs;
  scaled.trap = argument_is(1, waiting_futex_operations());
  return {controlled, scaled};
}

}  // namespace

std::vector<Syscall> time_calls() {
  std::vector<Syscall> calls = {
      // Nothing to do of its own: the call that was interrupted goes on (CallStops::continues).
      {.name = "restart_syscall",
       .touches = touch::everything,
       .handlers = {{.entry = nullptr}},
       .restarts = true},
      {.name = "nanosleep",
       .touches = touch::nothing,
       .handlers = {sleeping<of_nanosleep, 1>()},
       .intends = intend::nanosleep,
       .arguments = {{as::time, as::pointer}}},
      {.name = "clock_nanosleep",
       .touches = touch::nothing,
       .handlers = {sleeping<of_clock_nanosleep, 3>()},
       .intends = intend::clock_nanosleep,
       .arguments = {{as::clock, as::flags<flag_names::sleep>, as::time, as::pointer}}},
      {.name = "rt_sigtimedwait",
       .touches = touch::children,
       .handlers = controlled_or(waiting<of_argument<2>, -EAGAIN>(), argument_not_zero(2)),
       .waits_for = waiting_for<wait::Signal>,
       .arguments = {{as::signal_set, as::pointer, as::time, as::size}}},
      {.name = "semtimedop",
       .touches = touch::everything,
       .handlers = controlled_or(waiting<of_argument<3>, -EAGAIN>(), argument_not_zero(3)),
       .waits_for = waiting_for<wait::Semaphore>,
       .arguments = {{as::number, as::semaphore_changes, as::size, as::time}}},
      {.name = "futex",
       .touches = touch::nothing,
       .handlers = futex_handlers(),
       .waits_for = waiting_for_futex,
       .arguments = {{as::pointer, as::futex_arguments}}},
  };
  std::ranges::move(readiness_calls(), std::back_inserter(calls));
  return calls;
}

}  // namespace procdemo::syscalls
