// Controlled runs: processor time, and what the machine is doing.
//
// Processor time is answered (usage.h), and of sysinfo(2) what changes. The files of /proc that
// tell how the machine fares are read as they are: that the run stops being exact there is told.
#include <sys/sysinfo.h>
#include <sys/times.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "base/timespec.h"
#include "run/run_state.h"
#include "syscalls/rows/rows.h"
#include "syscalls/rows/usage.h"
#include "tracee/memory.h"

namespace procdemo::syscalls {

rusage usage_of(Moment time) {
  rusage usage{};
  usage.ru_utime = to_timeval(to_timespec(time));
  return usage;
}

namespace {

Then enter_getrusage(RunState& run, Task& task) {
  Process& process = *task.process;
  const auto who = task.registers.int_argument(0);
  if (who != RUSAGE_SELF && who != RUSAGE_CHILDREN && who != RUSAGE_THREAD) return Then::go_on;
  if (who != RUSAGE_CHILDREN) run.timers.look(process);
  const Moment time = who == RUSAGE_CHILDREN ? process.reaped : process.creep.used();
  const bool written = write_value(task, task.registers.argument(1), usage_of(time));
  return answer(task, written ? 0 : -EFAULT);
}

clock_t ticks_of(Moment time) {
  static const long a_second = ::sysconf(_SC_CLK_TCK);
  return time / (Moment(std::chrono::seconds(1)) / a_second);
}

// Its result is a clock, too.
Then enter_times(RunState& run, Task& task) {
  Process& process = *task.process;
  const Moment ahead = run.timers.look(process);
  const std::uint64_t address = task.registers.argument(0);
  const tms times{ticks_of(process.creep.used()), 0, ticks_of(process.reaped), 0};
  if (address != 0 && !write_value(task, address, times)) {
    return answer(task, -EFAULT);
  }
  const timespec now = run.clock.virtual_time().show(CLOCK_BOOTTIME, ahead);
  return answer(task, ticks_of(VirtualClock::to_moment(now)));
}

// How much memory there is stays as it is; how much of it is free would be another each time.
Then enter_sysinfo(RunState& run, Task& task) {
  struct sysinfo facts{};
  if (::sysinfo(&facts) != 0) return Then::go_on;
  Process& process = *task.process;
  facts.uptime = run.clock.virtual_time().show(CLOCK_BOOTTIME, run.timers.look(process)).tv_sec;
  std::ranges::fill(facts.loads, 0);
  facts.freeram = facts.totalram / 2;
  facts.freeswap = facts.totalswap;
  facts.sharedram = facts.bufferram = facts.freehigh = 0;
  facts.procs = static_cast<unsigned short>(run.family.alive());
  const bool written = write_value(task, task.registers.argument(0), facts);
  return answer(task, written ? 0 : -EFAULT);
}

// That all of the run is bound to one processor (one_processor.h) is none of the program's
// business; what it has chosen itself is.
Then enter_getaffinity(RunState&, Task&) {
  return Then::see_result;
}

void end_getaffinity(RunState& run, Task& task) {
  const auto who = static_cast<pid_t>(task.call->arguments[0]);
  const Task* const asked = who == 0 ? &task : run.family.task(who);
  if (asked && asked->chose_processors) return;
  const auto size = static_cast<std::size_t>(std::max<std::int64_t>(task.registers.result(), 0));
  const std::uint64_t address = task.call->arguments[2];
  const OneProcessor& processor = run.processor;
  const std::string told = read_memory(task, address, std::min(size, sizeof(cpu_set_t)));
  const bool is_ours =
      !told.empty() && std::memcmp(told.data(), &processor.bound(), told.size()) == 0;
  if (is_ours) write_memory(task, address, &processor.before(), told.size());
}

}  // namespace

std::vector<Syscall> usage_calls() {
  const auto answered = [](std::string_view name, auto entry) {
    return Syscall{.name = name,
                   .touches = touch::nothing,
                   .handlers = {{.in = in_controlled_runs, .entry = entry, .alone = looks_alone}},
                   .asks = always};
  };
  return {
      answered("getrusage", enter_getrusage),
      answered("times", enter_times),
      answered("sysinfo", enter_sysinfo),
      {.name = "sched_getaffinity",
       .touches = touch::nothing,
       .handlers = {{.in = in_explored_runs,
                     .entry = enter_getaffinity,
                     .end = end_getaffinity,
                     .alone = is_first_alone},
                    {.in = in_controlled_runs,
                     .entry = enter_getaffinity,
                     .end = end_getaffinity,
                     .alone = is_alone}}},
  };
}

}  // namespace procdemo::syscalls
