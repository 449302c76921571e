// Timers, where time is real: alarm, setitimer, POSIX timers, and timerfd.
//
// Where it is scaled, what the program asks for is divided by the speed; what it is told is left is
// multiplied.
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/timerfd.h>

#include <array>
#include <cmath>
#include <cstdlib>
#include <limits>

#include "base/timespec.h"
#include "run/run_state.h"
#include "syscalls/call_text.h"
#include "syscalls/changed_argument.h"
#include "syscalls/rows/rows.h"
#include "syscalls/rows/virtual_timer.h"
#include "tracee/memory.h"

namespace procdemo::syscalls {

namespace {

// Some time stays some time: 0 would disarm the timer.
timespec times(const timespec& time, double factor) {
  const timespec scaled = seconds_to_timespec(to_seconds(time) * factor);
  const bool vanished = scaled.tv_sec == 0 && scaled.tv_nsec == 0;
  return {scaled.tv_sec, vanished && (time.tv_sec || time.tv_nsec) ? 1 : scaled.tv_nsec};
}

timeval times(const timeval& time, double factor) {
  const timespec scaled = times(to_timespec(time), factor);
  const bool vanished =
      scaled.tv_sec == 0 && scaled.tv_nsec < 1000 && (time.tv_sec || time.tv_usec);
  return {scaled.tv_sec, vanished ? 1 : scaled.tv_nsec / 1000};
}

itimerval times(const itimerval& timer, double factor) {
  return {times(timer.it_interval, factor), times(timer.it_value, factor)};
}

itimerspec times(const itimerspec& timer, double factor) {
  return {times(timer.it_interval, factor), times(timer.it_value, factor)};
}

template <class Timer>
bool is_valid_timer(const Timer& timer) {
  return is_valid(to_timespec(timer.it_interval)) && is_valid(to_timespec(timer.it_value));
}

// Who stands still may be waiting for that (engine/live/standstill.h), and the kernel shows it to
// nobody else.
void note_alarm(const Task& task, const itimerval& real) {
  constexpr double for_ever = std::numeric_limits<double>::infinity();
  const double left = to_seconds(to_timespec(real.it_value));
  const bool repeats = to_seconds(to_timespec(real.it_interval)) > 0;
  const double end = repeats ? for_ever : ProgramClock::real_now() + left;
  task.process->alarm_at = left > 0 ? end : 0;
}

itimerval alarm_asked(const Task& task) {
  return {{0, 0}, {static_cast<std::uint32_t>(task.registers.argument(0)), 0}};
}

Then see_alarm(RunState&, Task& task) {
  note_alarm(task, alarm_asked(task));
  return Then::go_on;
}

Then see_setitimer(RunState&, Task& task) {
  const auto asked = read_value<itimerval>(task, task.registers.argument(1));
  if (asked && is_valid_timer(*asked)) note_alarm(task, *asked);
  return Then::go_on;
}

// What the kernel wrote where argument `index` points is real time: the program gets its own.
template <class Value, int index>
void tell_program(RunState& run, Task& task) {
  const std::uint64_t address = task.call->arguments[index];
  if (task.registers.result() != 0 || address == 0) return;
  if (const auto value = read_value<Value>(task, address)) {
    write_value(task, address, times(*value, run.clock.speed()));
  }
}

// What the kernel would refuse it shall see as it is.
template <class Value, int index>
Then enter_relative(RunState& run, Task& task) {
  const auto asked = read_value<Value>(task, task.registers.argument(index));
  if (asked && is_valid_timer(*asked))
    point_argument_to(task, index, times(*asked, 1 / run.clock.speed()));
  return Then::see_result;
}

Then enter_scaled_setitimer(RunState& run, Task& task) {
  const auto asked = read_value<itimerval>(task, task.registers.argument(1));
  if (asked && is_valid_timer(*asked)) note_alarm(task, times(*asked, 1 / run.clock.speed()));
  return enter_relative<itimerval, 1>(run, task);
}

Then enter_getter(RunState&, Task&) {
  return Then::see_result;
}

// A deadline names no clock here; it is by that clock which it is nearer to.
clockid_t clock_of(const ProgramClock& clock, const timespec& deadline) {
  const auto distance = [&](clockid_t id) {
    return std::abs(to_seconds(minus(deadline, clock.show(id))));
  };
  return distance(CLOCK_REALTIME) < distance(CLOCK_MONOTONIC) ? CLOCK_REALTIME : CLOCK_MONOTONIC;
}

// timer_settime and timerfd_settime: id or descriptor, flags, new value, old value
Then enter_settime(RunState& run, Task& task) {
  const auto asked = read_value<itimerspec>(task, task.registers.argument(2));
  if (!asked || !is_valid_timer(*asked)) return Then::see_result;
  itimerspec real = times(*asked, 1 / run.clock.speed());
  const bool armed = asked->it_value.tv_sec != 0 || asked->it_value.tv_nsec != 0;
  const bool deadline = task.registers.argument(1) & TFD_TIMER_ABSTIME;
  if (armed && deadline) {
    real.it_value = run.clock.real_deadline(clock_of(run.clock, asked->it_value), asked->it_value);
  }
  point_argument_to(task, 2, real);
  return Then::see_result;
}

// alarm counts whole seconds, too coarse once divided: the kernel gets a setitimer call instead.
Then enter_alarm(RunState& run, Task& task) {
  const itimerval real = times(alarm_asked(task), 1 / run.clock.speed());
  const std::array new_and_former = {real, itimerval{}};
  const auto scratch = put_below_stack(task, new_and_former);
  note_alarm(task, real);
  if (!scratch) return Then::go_on;
  task.registers.become_call(SYS_setitimer);
  task.registers.set_argument(0, ITIMER_REAL);
  task.registers.set_argument(1, *scratch);
  task.registers.set_argument(2, *scratch + sizeof real);  // where the former one is written
  task.registers.write(task.tid);
  return Then::see_result;
}

void leave_alarm(RunState& run, Task& task) {
  const auto former = read_value<itimerval>(task, task.registers.argument(2)).value_or(itimerval{});
  const timeval left = times(former.it_value, run.clock.speed());
  const bool some = left.tv_sec != 0 || left.tv_usec != 0;
  const time_t rounded = left.tv_sec + (left.tv_usec >= 500'000 ? 1 : 0);  // as alarm(2) rounds
  task.registers.set_arguments(task.call->arguments);
  task.registers.set_result(some ? std::max<time_t>(rounded, 1) : 0);
  task.registers.write(task.tid);
}

}  // namespace

namespace {

// How a call is handled where time is scaled, and where it is virtual.
Syscall timing(std::string_view name, TouchRule touches, Handler scaled, Handler virtually) {
  scaled.in = in_scaled_runs;
  virtually.in = in_controlled_runs;
  return {.name = name, .touches = touches, .handlers = {std::move(scaled), std::move(virtually)}};
}

bool in_unscaled_runs(const Needs& needs) {
  return !needs.control && !needs.scaled_time;
}

}  // namespace

std::vector<Syscall> timer_calls() {
  const Trap real = argument_is(0, {ITIMER_REAL});
  const Handler setting = {
      .entry = enter_settime, .end = tell_program<itimerspec, 3>, .leave = put_back_changed};
  const Handler getting = {.entry = enter_getter, .end = tell_program<itimerspec, 1>};
  Syscall alarm = timing("alarm", touch::nothing, {.entry = enter_alarm, .leave = leave_alarm},
                         {.entry = enter_virtual_alarm});
  alarm.arguments = {{as::number}};
  alarm.handlers.push_back({.in = in_unscaled_runs, .entry = see_alarm});
  Syscall interval = timing("setitimer", touch::nothing,
                            {.trap = real,
                             .entry = enter_scaled_setitimer,
                             .end = tell_program<itimerval, 2>,
                             .leave = put_back_changed},
                            {.entry = enter_setitimer});
  interval.handlers.push_back({.in = in_unscaled_runs, .trap = real, .entry = see_setitimer});
  return {
      alarm,
      interval,
      timing("getitimer", touch::nothing,
             {.trap = real, .entry = enter_getter, .end = tell_program<itimerval, 1>},
             {.entry = enter_getitimer}),
      {.name = "timer_create",
       .touches = touch::nothing,
       .handlers = {{.in = in_controlled_runs,
                     .entry = enter_timer_create,
                     .end = end_timer_create}}},
      timing("timer_settime", touch::nothing, setting, {.entry = enter_timer_settime}),
      timing("timer_gettime", touch::nothing, getting, {.entry = enter_timer_gettime}),
      {.name = "timer_delete",
       .touches = touch::nothing,
       .handlers = {{.in = in_controlled_runs, .entry = enter_timer_delete}}},
      timing("timerfd_settime", touch::nothing, setting,
             {.entry = enter_timerfd_settime,
              .end = end_timerfd_settime,
              .leave = leave_timerfd_settime}),
      timing("timerfd_gettime", touch::nothing, getting, {.entry = enter_timerfd_gettime}),
  };
}

}  // namespace procdemo::syscalls
