// Timers in a controlled run: what the program sets, it sets for the observer (virtual_timers.h).
// The kernel's own timers stay as they are, and its checks of the arguments are its own.
#include <fcntl.h>
#include <sys/time.h>
#include <sys/timerfd.h>

#include <cerrno>
#include <chrono>

#include "base/procfs.h"
#include "base/timespec.h"
#include "run/run_state.h"
#include "run/time/virtual_timers.h"
#include "syscalls/rows/virtual_timer.h"
#include "tracee/memory.h"

namespace procdemo::syscalls {

namespace {

using Setting = VirtualTimers::Setting;

// --- settings, as the program has them ---

void put(timespec& to, Moment time) {
  to = to_timespec(time);
}
void put(timeval& to, Moment time) {
  to = to_timeval(to_timespec(time));
}

// A relative setting, from now on. Nothing where the kernel would refuse it.
template <class Timer>
std::optional<Setting> setting_of(const Timer& timer, Moment now) {
  const timespec first = to_timespec(timer.it_value), then = to_timespec(timer.it_interval);
  if (!is_valid(first) || !is_valid(then)) return std::nullopt;
  const Moment wait = VirtualClock::to_moment(first);
  if (wait == Moment{0}) return Setting{};
  return Setting{now + wait, VirtualClock::to_moment(then)};
}

// What is left of it.
template <class Timer>
Timer timer_of(const Setting& setting, Moment now) {
  Timer timer{};
  if (!setting.is_set()) return timer;
  put(timer.it_value, std::max(setting.at - now, Moment{1'000}));
  put(timer.it_interval, setting.interval);
  return timer;
}

template <class Timer>
bool write_setting(RunState& run, Task& task, std::uint64_t address, const Setting& setting) {
  const auto timer = timer_of<Timer>(setting, run.clock.virtual_time().now());
  return address == 0 || write_value(task, address, timer);
}

// Answers a call that tells a setting.
template <class Timer>
Then give_setting(RunState& run, Task& task, std::uint64_t address, const Setting& setting) {
  if (!write_setting<Timer>(run, task, address, setting)) return answer(task, -EFAULT);
  return answer(task, 0);
}

}  // namespace

// --- alarm, setitimer, getitimer ---

Then enter_virtual_alarm(RunState& run, Task& task) {
  const VirtualClock& clock = run.clock.virtual_time();
  const std::chrono::seconds seconds(static_cast<std::uint32_t>(task.registers.argument(0)));
  Setting setting;
  if (seconds.count() != 0) setting.at = clock.now() + seconds;
  task.process->creep.sets_timer();
  const Setting before = std::exchange(run.timers.interval_timer(*task.process).setting, setting);
  if (!before.is_set()) return answer(task, 0);
  const auto left = std::chrono::round<std::chrono::seconds>(before.at - clock.now());
  return answer(task, std::max<std::int64_t>(left.count(), 1));  // as alarm(2) rounds
}

// The kernel has it, too (virtual_timers.h).
Then set_processor_timer(RunState& run, Task& task, const itimerval& asked, int which) {
  const Process& process = *task.process;
  const auto setting = setting_of(asked, process.creep.used());
  if (setting) run.timers.set_processor_timer(process, which, *setting);
  return Then::go_on;
}

Then enter_setitimer(RunState& run, Task& task) {
  const auto asked = read_value<itimerval>(task, task.registers.argument(1));
  if (!asked) return Then::go_on;
  const int which = task.registers.int_argument(0);
  if (which != ITIMER_REAL) return set_processor_timer(run, task, *asked, which);
  const auto setting = setting_of(*asked, run.clock.virtual_time().now());
  if (!setting) return Then::go_on;
  Setting& own = run.timers.interval_timer(*task.process).setting;
  task.process->creep.sets_timer();
  return give_setting<itimerval>(run, task, task.registers.argument(2),
                                 std::exchange(own, *setting));
}

Then get_processor_timer(RunState& run, Task& task, int which) {
  const Process& process = *task.process;
  const Setting* const setting = run.timers.find_processor_timer(process, which);
  if (!setting) return Then::go_on;
  const auto timer = timer_of<itimerval>(*setting, process.creep.used());
  const bool written = write_value(task, task.registers.argument(1), timer);
  return answer(task, written ? 0 : -EFAULT);
}

Then enter_getitimer(RunState& run, Task& task) {
  const int which = task.registers.int_argument(0);
  if (which != ITIMER_REAL) return get_processor_timer(run, task, which);
  const Setting& setting = run.timers.interval_timer(*task.process).setting;
  return give_setting<itimerval>(run, task, task.registers.argument(1), setting);
}

// --- timer_create and its like ---

// Timers of processor time are the kernel's affair.
Then enter_timer_create(RunState&, Task& task) {
  const auto clock = static_cast<clockid_t>(task.registers.argument(0));
  return VirtualClock::is_of_time(clock) ? Then::see_result : Then::go_on;
}

void end_timer_create(RunState& run, Task& task) {
  const auto id = read_value<int>(task, task.call->arguments[2]);
  if (task.registers.result() != 0 || !id) return;
  sigevent usual{};
  usual.sigev_notify = SIGEV_SIGNAL;
  usual.sigev_signo = SIGALRM;
  usual.sigev_value.sival_int = *id;
  const auto how = read_value<sigevent>(task, task.call->arguments[1]).value_or(usual);
  const auto clock = static_cast<clockid_t>(task.call->arguments[0]);
  run.timers.create(*task.process, {.id = *id, .clock = clock, .how = how});
}

namespace {

VirtualTimers::SignalTimer* asked_timer(RunState& run, const Task& task) {
  return run.timers.find(*task.process, task.registers.int_argument(0));
}

// id or descriptor, flags, new value, old value
std::optional<Setting> asked_setting(const RunState& run, const Task& task, clockid_t clock) {
  const VirtualClock& time = run.clock.virtual_time();
  const auto asked = read_value<itimerspec>(task, task.call->arguments[2]);
  auto setting = asked ? setting_of(*asked, time.now()) : std::nullopt;
  const bool deadline = task.call->arguments[1] & TIMER_ABSTIME;
  if (setting && setting->is_set() && deadline) {
    const Moment at = time.moment_of(clock, asked->it_value, task.process->creep.ahead());
    setting->at = std::max(at, time.now() + Moment{1});  // one in the past goes off at once
  }
  return setting;
}

}  // namespace

Then enter_timer_settime(RunState& run, Task& task) {
  VirtualTimers::SignalTimer* timer = asked_timer(run, task);
  const auto setting = timer ? asked_setting(run, task, timer->clock) : std::nullopt;
  if (!setting) return Then::go_on;
  task.process->creep.sets_timer();
  return give_setting<itimerspec>(run, task, task.registers.argument(3),
                                  std::exchange(timer->setting, *setting));
}

Then enter_timer_gettime(RunState& run, Task& task) {
  const VirtualTimers::SignalTimer* timer = asked_timer(run, task);
  if (!timer) return Then::go_on;
  return give_setting<itimerspec>(run, task, task.registers.argument(1), timer->setting);
}

Then enter_timer_delete(RunState& run, Task& task) {
  run.timers.remove(*task.process, task.registers.int_argument(0));
  return Then::go_on;
}

// --- timerfd ---

namespace {

#ifndef TFD_TIMER_CANCEL_ON_SET
constexpr int TFD_TIMER_CANCEL_ON_SET = 2;
#endif

int asked_descriptor(const Task& task) {
  return static_cast<int>(task.call->arguments[0]);
}

clockid_t clock_of_descriptor(const Task& task) {
  const auto clock = number_behind(descriptor_info(task.tid, asked_descriptor(task)), "clockid:");
  return static_cast<clockid_t>(clock.value_or(CLOCK_MONOTONIC));
}

// Whether the kernel would take it: another descriptor, and other flags, it refuses.
bool is_for_timer(const Task& task) {
  constexpr std::uint64_t known = TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET;
  return (task.call->arguments[1] & 0xFFFFFFFF & ~known) == 0 &&
         descriptor_target(task.tid, asked_descriptor(task)) == "anon_inode:[timerfd]";
}

}  // namespace

// The kernel is asked to disarm the timer: that also takes back what nobody has read.
Then enter_timerfd_settime(RunState& run, Task& task) {
  const bool known = is_for_timer(task) && asked_setting(run, task, clock_of_descriptor(task));
  const auto scratch = known ? put_below_stack(task, itimerspec{}) : std::nullopt;
  if (!scratch) return Then::go_on;
  for (const int changed : {1, 2, 3}) {
    task.registers.set_argument(changed, changed == 2 ? *scratch : 0);
  }
  task.registers.write(task.tid);
  return Then::see_result;
}

void end_timerfd_settime(RunState& run, Task& task) {
  const auto setting = asked_setting(run, task, clock_of_descriptor(task));
  if (task.registers.result() != 0 || !setting) return;
  const Setting* known = run.timers.find_descriptor(task, asked_descriptor(task));
  const Setting before = known ? *known : Setting{};
  run.timers.drop_closed(run.family);  // else whoever makes many would leave us many
  run.timers.set_descriptor(task, asked_descriptor(task), *setting);
  write_setting<itimerspec>(run, task, task.call->arguments[3], before);
}

void leave_timerfd_settime(RunState&, Task& task) {
  task.registers.set_arguments(task.call->arguments);
  task.registers.write(task.tid);
}

Then enter_timerfd_gettime(RunState& run, Task& task) {
  const Setting* known = run.timers.find_descriptor(task, asked_descriptor(task));
  if (!known) return Then::go_on;
  return give_setting<itimerspec>(run, task, task.registers.argument(1), *known);
}

}  // namespace procdemo::syscalls
