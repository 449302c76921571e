// Clocks, where time is scaled or virtual: each look at one is answered in the program's time.
#include <sys/time.h>

#include <cerrno>

#include "base/timespec.h"
#include "run/run_state.h"
#include "syscalls/call_text.h"
#include "syscalls/rows/rows.h"
#include "tracee/memory.h"

namespace procdemo::syscalls {

namespace {

Then answer_if(bool written, Task& task, std::int64_t result) {
  return answer(task, written ? result : -EFAULT);
}

timespec look(RunState& run, Task& task, clockid_t clock) {
  if (!run.clock.is_virtual()) return run.clock.show(clock);
  Process& process = *task.process;
  const Moment ahead = run.timers.look(process);
  return run.clock.virtual_time().show(
      clock, VirtualClock::is_of_time(clock) ? ahead : process.creep.used());
}

Then enter_clock_gettime(RunState& run, Task& task) {
  const timespec now = look(run, task, static_cast<clockid_t>(task.registers.argument(0)));
  return answer_if(write_value(task, task.registers.argument(1), now), task, 0);
}

// A process's clock by its number, a device's, or one that there is not: the kernel knows which.
bool is_known(clockid_t clock) {
  return VirtualClock::is_of_time(clock) || clock == CLOCK_PROCESS_CPUTIME_ID ||
         clock == CLOCK_THREAD_CPUTIME_ID;
}

Then enter_virtual_clock(RunState& run, Task& task) {
  const bool known = is_known(static_cast<clockid_t>(task.registers.argument(0)));
  return known ? enter_clock_gettime(run, task) : Then::see_result;
}

void end_virtual_clock(RunState& run, Task& task) {
  if (task.registers.result() != 0) return;
  const timespec now = look(run, task, static_cast<clockid_t>(task.call->arguments[0]));
  write_value(task, task.call->arguments[1], now);
}

Then enter_gettimeofday(RunState& run, Task& task) {
  if (task.registers.argument(0) == 0) return Then::go_on;  // only the obsolete time zone
  const timespec now = look(run, task, CLOCK_REALTIME);
  return answer_if(write_value(task, task.registers.argument(0), to_timeval(now)), task, 0);
}

Then enter_time(RunState& run, Task& task) {
  const time_t now = look(run, task, CLOCK_REALTIME).tv_sec;
  const std::uint64_t address = task.registers.argument(0);
  return answer_if(address == 0 || write_value(task, address, now), task, now);
}

}  // namespace

// The clocks of processor time are not scaled. Virtual they are, else no two runs were the same:
// they show nothing but the looks at them.
std::vector<Syscall> clock_calls() {
  const Trap scaled_clocks =
      argument_is(0, {CLOCK_REALTIME, CLOCK_MONOTONIC, CLOCK_MONOTONIC_RAW, CLOCK_REALTIME_COARSE,
                      CLOCK_MONOTONIC_COARSE, CLOCK_BOOTTIME, CLOCK_REALTIME_ALARM,
                      CLOCK_BOOTTIME_ALARM, CLOCK_TAI});
  const auto looking = [](std::string_view name, auto entry, ArgumentWriters arguments) {
    return Syscall{.name = name,
                   .touches = touch::nothing,
                   .handlers = {{.in = in_timed_runs, .entry = entry, .alone = looks_alone}},
                   .asks = always,
                   .arguments = std::move(arguments)};
  };
  return {
      {.name = "clock_gettime",
       .touches = touch::nothing,
       .handlers = {{.in = in_controlled_runs,
                     .entry = enter_virtual_clock,
                     .end = end_virtual_clock,
                     .alone = looks_alone},
                    {.in = in_scaled_runs,
                     .trap = scaled_clocks,
                     .entry = enter_clock_gettime,
                     .alone = looks_alone}},
       .asks = always,
       .arguments = {{as::clock, as::time_told}}},
      looking("gettimeofday", enter_gettimeofday, {{as::clock_time_told, as::pointer}}),
      looking("time", enter_time, {{as::pointer}}),
  };
}

}  // namespace procdemo::syscalls
