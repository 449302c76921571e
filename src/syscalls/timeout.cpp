#include "syscalls/timeout.h"

#include <algorithm>
#include <cmath>

#include "base/timespec.h"
#include "syscalls/changed_argument.h"
#include "tracee/memory.h"

namespace procdemo::syscalls {

namespace {

constexpr double for_ever = 1e9;  // seconds: longer than any machine is up

std::uint64_t argument(const Task& task, int index) {
  return task.call->arguments[static_cast<std::size_t>(index)];
}

std::optional<timespec> read_time(const Task& task, Timeout::Form form, std::uint64_t address) {
  if (address == 0) return std::nullopt;
  if (form == Timeout::Form::timespec) return read_value<timespec>(task, address);
  const auto time = read_value<timeval>(task, address);
  if (!time) return std::nullopt;
  constexpr int million = 1'000'000;  // the kernel of select(2) takes more of them for seconds
  return timespec{time->tv_sec + time->tv_usec / million, time->tv_usec % million * 1000};
}

bool write_time(const Task& task, Timeout::Form form, std::uint64_t address, const timespec& time) {
  return form == Timeout::Form::timespec ? write_value(task, address, time)
                                         : write_value(task, address, to_timeval(time));
}

void point_to(Task& task, const Timeout& timeout, const timespec& time) {
  if (timeout.form == Timeout::Form::timespec) {
    point_argument_to(task, timeout.argument, time);
  } else {
    point_argument_to(task, timeout.argument, to_timeval(time));
  }
}

// --- where time is virtual ---

// What the program asks for, from now on; nothing where it waits for ever, or the kernel refuses.
std::optional<Moment> asked_moment(const Task& task, const Timeout& timeout,
                                   const VirtualClock& clock) {
  if (timeout.form == Timeout::Form::milliseconds) {
    const auto milliseconds = static_cast<std::int32_t>(argument(task, timeout.argument));
    if (milliseconds < 0) return std::nullopt;
    return std::chrono::milliseconds(milliseconds);
  }
  const auto time = read_time(task, timeout.form, argument(task, timeout.argument));
  if (!time || !is_valid(*time)) return std::nullopt;
  if (timeout.from == Timeout::From::now) return VirtualClock::to_moment(*time);
  return clock.moment_of(timeout.clock, *time, task.process->creep.ahead()) - clock.now();
}

void wait_for_ever(Task& task, const Timeout& timeout) {
  if (timeout.form == Timeout::Form::milliseconds) {
    change_argument(task, timeout.argument, static_cast<std::uint64_t>(-1));
  } else {
    const bool deadline = timeout.from == Timeout::From::clock;
    point_to(task, timeout,
             plus(deadline ? ProgramClock::real(timeout.clock) : timespec{}, for_ever));
  }
}

// The kernel lets a wait end so much later than asked, to wake several at once
// (PR_SET_TIMERSLACK(2const)): a program that naps for a microsecond until two seconds have passed
// relies on it.
constexpr Moment timer_slack = std::chrono::microseconds(50);

void leave_to_clock(Task& task, const Timeout& timeout, const VirtualClock& clock) {
  if (!task.call->deadline) {
    const auto asked = asked_moment(task, timeout, clock);
    if (!asked) return;
    if (*asked <= Moment{0} && timeout.from == Timeout::From::now) return;  // it does not wait
    const bool waits = *asked > Moment{0};
    task.call->deadline =
        Deadline{clock.now() + (waits ? std::max(timer_slack, *asked) : Moment{0})};
  }
  wait_for_ever(task, timeout);
}

// The time that is left, where the kernel would have written it. No wait takes no time at all.
void tell_remaining(const Task& task, const Timeout& timeout, const VirtualClock& clock) {
  const Ongoing& call = *task.call;
  if (!call.deadline || timeout.from == Timeout::From::clock) return;
  const Moment rest = call.deadline->at - clock.now() - std::chrono::microseconds(1);
  const timespec left = to_timespec(std::max(Moment{0}, rest));
  if (timeout.remaining_argument && task.registers.result() != 0) {
    const std::uint64_t address = argument(task, *timeout.remaining_argument);
    if (address != 0) write_time(task, timeout.form, address, left);
  }
  if (timeout.writes_back) write_time(task, timeout.form, argument(task, timeout.argument), left);
}

// --- where it is scaled ---

void scale_remaining(const Task& task, Timeout::Form form, std::uint64_t from, std::uint64_t to,
                     double speed) {
  const auto left = read_time(task, form, from);
  if (!left) return;
  const double seconds = to_seconds(*left) * speed;
  write_time(task, form, to, seconds_to_timespec(seconds));
}

void scale_what_remains(const Task& task, const Timeout& timeout, double speed) {
  if (!timeout.remaining_argument || timeout.from == Timeout::From::clock) return;
  if (task.registers.result() == 0) return;
  const std::uint64_t remaining = argument(task, *timeout.remaining_argument);
  scale_remaining(task, timeout.form, remaining, remaining, speed);
}

}  // namespace

std::optional<double> asked_seconds(const Task& task, const Timeout& timeout,
                                    const ProgramClock& clock) {
  if (clock.is_virtual()) {
    const auto asked = asked_moment(task, timeout, clock.virtual_time());
    if (!asked) return std::nullopt;
    return std::chrono::duration<double>(std::max(Moment{0}, *asked)).count();
  }
  if (timeout.form == Timeout::Form::milliseconds) {
    const auto milliseconds = static_cast<std::int32_t>(argument(task, timeout.argument));
    return milliseconds < 0 ? std::nullopt : std::optional(milliseconds / 1e3);
  }
  const auto time = read_time(task, timeout.form, argument(task, timeout.argument));
  if (!time || !is_valid(*time)) return std::nullopt;
  if (timeout.from == Timeout::From::now) return to_seconds(*time);
  const timespec now = clock.show(timeout.clock);
  return std::max(0.0, to_seconds(minus(*time, now)));
}

void shorten(Task& task, const Timeout& timeout, const ProgramClock& clock) {
  if (clock.is_virtual()) return leave_to_clock(task, timeout, clock.virtual_time());
  const auto asked = asked_seconds(task, timeout, clock);
  if (!asked) return;
  if (timeout.from == Timeout::From::clock) {
    const auto deadline = read_time(task, timeout.form, argument(task, timeout.argument));
    return point_to(task, timeout, clock.real_deadline(timeout.clock, *deadline));
  }
  const double passed = ProgramClock::real_now() - task.call->real_started;
  const double left = std::max(0.0, *asked / clock.speed() - passed);
  if (timeout.form != Timeout::Form::milliseconds) {
    return point_to(task, timeout, seconds_to_timespec(left));
  }
  const auto milliseconds = static_cast<std::uint64_t>(std::ceil(left * 1e3));
  change_argument(task, timeout.argument, milliseconds);
}

void restore(Task& task, const Timeout& timeout, const ProgramClock& clock) {
  if (clock.is_virtual()) {
    tell_remaining(task, timeout, clock.virtual_time());
  } else if (clock.scaled()) {
    scale_what_remains(task, timeout, clock.speed());
  }
  if (!task.call->changed_argument) return;
  if (timeout.writes_back && !clock.is_virtual()) {
    scale_remaining(task, timeout.form, task.registers.argument(timeout.argument),
                    argument(task, timeout.argument), clock.speed());
  }
  put_back_argument(task);
}

}  // namespace procdemo::syscalls
