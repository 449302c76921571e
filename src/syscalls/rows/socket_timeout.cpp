#include "syscalls/rows/socket_timeout.h"
#include "syscalls/arguments/flag_names.h"
#include "syscalls/call_text.h"

#include <sys/socket.h>
#include <sys/time.h>

#include <cerrno>
#include <cstdint>

#include "base/timespec.h"
#include "run/run_state.h"
#include "syscalls/changed_argument.h"
#include "syscalls/channel.h"
#include "syscalls/rows/rows.h"
#include "tracee/memory.h"

namespace procdemo::syscalls {

namespace {

std::optional<channel::Socket> asked_socket(const Task& task) {
  const auto channel = channel_behind(task.tid, task.registers.int_argument(0));
  const auto* socket = channel ? std::get_if<channel::Socket>(&*channel) : nullptr;
  return socket ? std::optional(*socket) : std::nullopt;
}

// An option's number means another one at another level.
bool is_about_timeout(const Arguments& arguments) {
  const auto level = static_cast<int>(arguments[1]), option = static_cast<int>(arguments[2]);
  return level == SOL_SOCKET && (option == SO_RCVTIMEO_OLD || option == SO_RCVTIMEO_NEW ||
                                 option == SO_SNDTIMEO_OLD || option == SO_SNDTIMEO_NEW);
}

bool is_about_receiving(const Arguments& arguments) {
  const auto option = static_cast<int>(arguments[2]);
  return option == SO_RCVTIMEO_OLD || option == SO_RCVTIMEO_NEW;
}

// Nothing where the kernel would refuse it, or it is about something else.
std::optional<timeval> asked_timeout(const Task& task) {
  const bool whole = task.registers.int_argument(4) >= static_cast<int>(sizeof(timeval));
  if (!is_about_timeout(task.registers.arguments()) || !whole) return std::nullopt;
  const auto asked = read_value<timeval>(task, task.registers.argument(3));
  const bool valid = asked && asked->tv_usec >= 0 && asked->tv_usec < 1'000'000;  // else EDOM
  return valid ? asked : std::nullopt;
}

bool sets_no_timeout(RunState& run, const Task& task) {
  return !run.every_step() && !is_about_timeout(task.registers.arguments());
}

// --- where time is virtual ---

// The kernel takes a negative one for no time at all.
Then enter_setsockopt(RunState& run, Task& task) {
  const auto asked = asked_timeout(task);
  const auto socket = asked ? asked_socket(task) : std::nullopt;
  if (!socket) return Then::go_on;
  const Moment timeout =
      asked->tv_sec < 0 ? Moment{1} : VirtualClock::to_moment(to_timespec(*asked));
  run.timers.set_timeout(*socket, is_about_receiving(task.registers.arguments()), timeout);
  return answer(task, 0);
}

// The kernel itself would say 0: it knows of no timeout.
Then enter_getsockopt(RunState& run, Task& task) {
  const Arguments arguments = task.registers.arguments();
  const auto socket = is_about_timeout(arguments) ? asked_socket(task) : std::nullopt;
  if (!socket) return Then::go_on;
  const auto timeout = run.timers.timeout(*socket, is_about_receiving(arguments));
  const auto room = read_value<socklen_t>(task, arguments[4]);
  constexpr socklen_t size = sizeof(timeval);
  if (!timeout || !room || *room < size) return Then::go_on;
  const timeval told = to_timeval(to_timespec(*timeout));
  const bool written =
      write_value(task, arguments[3], told) && write_value(task, arguments[4], size);
  return answer(task, written ? 0 : -EFAULT);
}

// --- where it is scaled ---

timeval scaled_timeout(const timeval& time, double factor) {
  const timeval scaled = to_timeval(seconds_to_timespec(to_seconds(to_timespec(time)) * factor));
  const bool vanished = scaled.tv_sec == 0 && scaled.tv_usec == 0;
  const bool some = time.tv_sec != 0 || time.tv_usec != 0;
  return {scaled.tv_sec, some && vanished ? 1 : scaled.tv_usec};  // 0 would be for ever
}

Then enter_scaled_setsockopt(RunState& run, Task& task) {
  const auto asked = asked_timeout(task);
  if (!asked) return Then::go_on;
  point_argument_to(task, 3, scaled_timeout(*asked, 1 / run.clock.speed()));
  return Then::see_result;
}

Then enter_scaled_getsockopt(RunState&, Task& task) {
  return is_about_timeout(task.registers.arguments()) ? Then::see_result : Then::go_on;
}

void tell_scaled_timeout(RunState& run, Task& task) {
  const Arguments& arguments = task.call->arguments;
  const auto size = read_value<socklen_t>(task, arguments[4]);
  if (task.registers.result() != 0 || !size || *size != sizeof(timeval)) return;
  const auto real = read_value<timeval>(task, arguments[3]);
  if (real) write_value(task, arguments[3], scaled_timeout(*real, run.clock.speed()));
}

}  // namespace

void set_socket_deadline(RunState& run, Task& task, const channel::Socket& socket, bool receiving) {
  const auto timeout = run.timers.timeout(socket, receiving);
  if (timeout) task.call->deadline = Deadline{run.clock.virtual_time().now() + *timeout};
}

Then enter_accept(RunState& run, Task& task) {
  if (const auto socket = asked_socket(task)) set_socket_deadline(run, task, *socket, true);
  return Then::see_result;
}

Then enter_connect(RunState& run, Task& task) {
  run.may_be_met_at(task, task.registers.int_argument(0));
  if (const auto socket = asked_socket(task)) set_socket_deadline(run, task, *socket, false);
  return Then::see_result;
}

void would_wait(RunState&, Task& task) {
  task.registers.set_result(-EAGAIN);
}

// A local socket is not connected then; another goes on connecting.
void connect_timed_out(RunState&, Task& task) {
  const auto family = read_value<sa_family_t>(task, task.call->arguments[1]);
  task.registers.set_result(family == AF_UNIX ? -EAGAIN : -EINPROGRESS);
}

std::vector<Syscall> socket_option_calls() {
  const Trap timeouts =
      argument_is(2, {SO_RCVTIMEO_OLD, SO_SNDTIMEO_OLD, SO_RCVTIMEO_NEW, SO_SNDTIMEO_NEW});
  return {
      {.name = "setsockopt",
       .touches = touch::changed,
       .handlers = {{.in = in_scaled_runs,
                     .trap = timeouts,
                     .entry = enter_scaled_setsockopt,
                     .leave = put_back_changed},
                    {.in = in_controlled_runs,
                     .trap = timeouts,
                     .entry = enter_setsockopt,
                     .alone = sets_no_timeout}},
       .arguments = {{as::descriptor, as::one_of<flag_names::socket_level>,
                      as::one_of<flag_names::socket_option>, as::option_value, as::number}}},
      {.name = "getsockopt",
       .touches = touch::changed,
       .handlers = {{.in = in_scaled_runs,
                     .trap = timeouts,
                     .entry = enter_scaled_getsockopt,
                     .end = tell_scaled_timeout},
                    {.in = in_explored_runs, .entry = enter_getsockopt, .alone = is_first_alone},
                    {.in = in_controlled_runs,
                     .trap = timeouts,
                     .entry = enter_getsockopt,
                     .alone = is_alone}}},
  };
}

}  // namespace procdemo::syscalls
