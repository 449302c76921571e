// Clocks, where time is scaled: each look at one is answered in the program's time.
#include <sys/time.h>

#include "observe/memory.h"
#include "observe/observation.h"

namespace procdemo {

namespace {

Then answer(Task& task, bool written, std::int64_t result) {
  if (!written) return Then::go_on;  // EFAULT, says the kernel
  task.registers.answer(result);
  return Then::answered;
}

Then enter_clock_gettime(Observation& run, Task& task) {
  const timespec now = run.clock().show(static_cast<clockid_t>(task.registers.argument(0)));
  return answer(task, write_value(task.tid, task.registers.argument(1), now), 0);
}

Then enter_gettimeofday(Observation& run, Task& task) {
  if (task.registers.argument(0) == 0) return Then::go_on;  // only the obsolete time zone
  const timespec now = run.clock().show(CLOCK_REALTIME);
  const timeval value = {now.tv_sec, now.tv_nsec / 1000};
  return answer(task, write_value(task.tid, task.registers.argument(0), value), 0);
}

Then enter_time(Observation& run, Task& task) {
  const time_t now = run.clock().show(CLOCK_REALTIME).tv_sec;
  const std::uint64_t address = task.registers.argument(0);
  return answer(task, address == 0 || write_value(task.tid, address, now), now);
}

}  // namespace

// The clocks of processor time are not scaled.
std::vector<Handler> clock_calls() {
  const Trap clocks = {Call::clock_gettime,
                       Trap::If::argument_is,
                       0,
                       {CLOCK_REALTIME, CLOCK_MONOTONIC, CLOCK_MONOTONIC_RAW, CLOCK_REALTIME_COARSE,
                        CLOCK_MONOTONIC_COARSE, CLOCK_BOOTTIME, CLOCK_REALTIME_ALARM,
                        CLOCK_BOOTTIME_ALARM, CLOCK_TAI}};
  return {
      {"clock_gettime", clocks, enter_clock_gettime},
      {"gettimeofday", {Call::gettimeofday}, enter_gettimeofday},
      {"time", {Call::time}, enter_time},
  };
}

}  // namespace procdemo
