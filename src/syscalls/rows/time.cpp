// Calls that sleep, and calls that wait no longer than a timeout.
//
// A sleep is told. A timed wait stops the program only where it must: when time is scaled
// (--speed), and for the three kinds that fail with EINTR even at a signal which the program
// ignores: they are made again (stops_signal.cpp), with the time that is left.
#include <linux/futex.h>

#include <algorithm>
#include <cerrno>
#include <climits>

#include "run/run_state.h"
#include "syscalls/timeout.h"
#include "syscalls/touches/touches.h"
#include "tracee/memory.h"

namespace procdemo {

namespace {

using Form = Timeout::Form;
using From = Timeout::From;

// --- where each call has its timeout ---

Timeout of_nanosleep(const Task&) {
  return {.argument = 0, .remaining_argument = 1};
}

Timeout of_clock_nanosleep(const Task& task) {
  const bool deadline = task.call->arguments[1] & TIMER_ABSTIME;
  return {.argument = 2,
          .from = deadline ? From::clock : From::now,
          .clock = static_cast<clockid_t>(task.call->arguments[0]),
          .remaining_argument = 3};
}

template <int number, Form form = Form::timespec, bool writes_back = false>
Timeout of_argument(const Task&) {
  return {.argument = number, .form = form, .writes_back = writes_back};
}

// futex(2): FUTEX_WAIT has a relative timeout, the others that wait have deadlines.
Timeout of_futex(const Task& task) {
  const auto operation = static_cast<int>(task.call->arguments[1]);
  const int command = operation & FUTEX_CMD_MASK;
  const bool calendar = (operation & FUTEX_CLOCK_REALTIME) || command == FUTEX_LOCK_PI;
  return {.argument = 3,
          .from = command == FUTEX_WAIT ? From::now : From::clock,
          .clock = calendar ? CLOCK_REALTIME : CLOCK_MONOTONIC};
}

using Where = Timeout (*)(const Task&);

// --- sleeping: told ---

template <Where where>
Then enter_sleep(RunState& run, Task& task) {
  const auto asked = asked_seconds(task, where(task), run.clock);
  run.log.emit(task, event::Sleep{asked.value_or(0)});
  task.call->sleeps = true;
  if (const auto rest = where(task).remaining_argument) {
    task.call->rest = read_value<timespec>(task, task.registers.argument(*rest));
  }
  if (run.clock.scaled()) shorten(task, where(task), run.clock);
  return Then::see_result;
}

void end_sleep(RunState& run, Task& task) {
  run.log.emit(task, event::Wake{run.clock.now() - task.call->started});
}

// A signal that the program ignores made the kernel write how much sleep is left, and sleep on.
// Alone the sleep would not have been interrupted, and nothing written.
template <int rest>
void end_sleep_with_rest(RunState& run, Task& task) {
  if (task.call->rest && task.registers.result() == 0) {
    write_value(task, task.call->arguments[rest], *task.call->rest);
  }
  end_sleep(run, task);
}

// --- waiting with a timeout: not told ---

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

template <Where where, int rest>
Handler sleeping(std::string_view name, Trap trap) {
  return {name,
          std::move(trap),
          enter_sleep<where>,
          end_sleep_with_rest<rest>,
          leave_wait<where>,
          wait_again<where>,
          give_back<0>};
}

template <Where where, int over>
Handler waiting(std::string_view name, Trap trap) {
  return {name,           std::move(trap),   enter_wait<where>,
          nullptr,        leave_wait<where>, wait_again<where>,
          give_back<over>};
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
std::vector<Handler> selects(const Needs& needs) {
  using If = Trap::If;
  const auto trap = [&](Call call, int count, int timeout, bool milliseconds) {
    if (needs.control) return Trap{call};
    if (!needs.scaled_time) return Trap{call, If::argument_is, count, {0}};
    return milliseconds ? Trap{call, If::argument_positive, timeout}
                        : Trap{call, If::argument_not_zero, timeout};
  };
  constexpr Where select_timeout = of_argument<4, Form::timeval, true>;
  constexpr Where pselect_timeout = of_argument<4, Form::timespec, true>;
  constexpr Where poll_timeout = of_argument<2, Form::milliseconds>;
  constexpr Where ppoll_timeout = of_argument<2, Form::timespec, true>;
  return {
      {"select", trap(Call::select, 0, 4, false), enter_select<select_timeout>, end_select<0>,
       leave_wait<select_timeout>, wait_again<select_timeout>, expire_select},
      {"pselect6", trap(Call::pselect6, 0, 4, false), enter_select<pselect_timeout>, end_select<0>,
       leave_wait<pselect_timeout>, wait_again<pselect_timeout>, expire_select},
      {"poll", trap(Call::poll, 1, 2, true), enter_poll<poll_timeout>, end_select<1>,
       leave_wait<poll_timeout>, wait_again<poll_timeout>, give_back<0>},
      {"ppoll", trap(Call::ppoll, 1, 2, false), enter_poll<ppoll_timeout>, end_select<1>,
       leave_wait<ppoll_timeout>, wait_again<ppoll_timeout>, give_back<0>},
  };
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

// Where a run is controlled, a wake-up is a step as well.
Then enter_futex(RunState& run, Task& task) {
  if (run.every_step() && rings_for_object(task)) wake_all(task);
  const auto operations = waiting_futex_operations();
  const auto asked = static_cast<std::uint32_t>(task.registers.argument(1));
  return std::ranges::count(operations, asked) ? enter_wait<of_futex>(run, task) : Then::go_on;
}

Handler controlled_futex() {
  Handler futex = waiting<of_futex, -ETIMEDOUT>("futex", {Call::futex});
  futex.entry = enter_futex;
  return futex;
}

// Nothing to do of its own: the call whose signal interrupted it goes on (Observation::continues).
std::vector<Handler> always(const Needs& needs) {
  using If = Trap::If;
  const auto trap = [&](Call call, If when, int timeout) {
    return needs.control ? Trap{call} : Trap{call, when, timeout};
  };
  return {
      {"restart_syscall", {Call::restart_syscall}, nullptr},
      sleeping<of_nanosleep, 1>("nanosleep", {Call::nanosleep}),
      sleeping<of_clock_nanosleep, 3>("clock_nanosleep", {Call::clock_nanosleep}),
      waiting<of_argument<3, Form::milliseconds>, 0>(
          "epoll_wait", trap(Call::epoll_wait, If::argument_positive, 3)),
      waiting<of_argument<3, Form::milliseconds>, 0>(
          "epoll_pwait", trap(Call::epoll_pwait, If::argument_positive, 3)),
      waiting<of_argument<3>, 0>("epoll_pwait2",
                                 trap(Call::epoll_pwait2, If::argument_not_zero, 3)),
      waiting<of_argument<2>, -EAGAIN>("rt_sigtimedwait",
                                       trap(Call::rt_sigtimedwait, If::argument_not_zero, 2)),
      waiting<of_argument<3>, -EAGAIN>("semtimedop",
                                       trap(Call::semtimedop, If::argument_not_zero, 3)),
  };
}

}  // namespace

std::vector<Handler> time_calls(const Needs& needs) {
  std::vector<Handler> all = always(needs);
  for (const Handler& handler : selects(needs)) all.push_back(handler);
  if (!needs.scaled_time) return all;
  Handler futex = waiting<of_futex, -ETIMEDOUT>(
      "futex", {Call::futex, Trap::If::argument_is, 1, waiting_futex_operations()});
  if (needs.control) futex = controlled_futex();
  all.push_back(futex);
  for (const Handler& handler : clock_calls(needs)) all.push_back(handler);
  if (needs.control) return all;  // its timers: calls_virtual_timer.cpp
  for (const Handler& handler : timer_calls()) all.push_back(handler);
  return all;
}

}  // namespace procdemo
