// Calls that print: a write to what was the program's standard output or error.
//
// It is answered at its stop: the bytes are taken from memory, the program gets their number, and
// the kernel runs nothing. So the order of prints is the order of the stops, nothing has to be
// drained, and nothing can be lost.
#include <fmt/core.h>
#include <linux/sockios.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <termios.h>

#include <algorithm>
#include <cerrno>

#include "base/procfs.h"
#include "run/run_state.h"
#include "syscalls/call_text.h"
#include "syscalls/changed_argument.h"
#include "syscalls/file_access.h"
#include "syscalls/intentions.h"
#include "syscalls/rows/output/output.h"
#include "syscalls/rows/owner.h"
#include "syscalls/rows/refusals.h"
#include "syscalls/rows/rows.h"
#include "syscalls/rows/transfer.h"
#include "syscalls/waits_for.h"
#include "tracee/mappings.h"
#include "tracee/memory.h"

namespace procdemo::syscalls {

namespace {

constexpr int most_pieces = 1024;  // IOV_MAX

}  // namespace

std::size_t longest_write(const RunState& run) {
  constexpr std::int64_t little = 65536;
  const std::int64_t left = run.settings.limits.output - run.log.printed();
  return static_cast<std::size_t>(std::max<std::int64_t>(left, 0) + little);
}

Then print_and_answer(RunState& run, Task& task, int fd, const std::string& text) {
  const std::int64_t event = run.log.events() + 1;
  if (!text.empty()) run.print(task, fd, text);  // a write of nothing shows nothing
  state_copied(run, task, static_cast<std::int64_t>(text.size()), event);
  return answer(task, static_cast<std::int64_t>(text.size()));
}

bool is_terminal(pid_t tid, int fd) {
  struct stat facts;
  return stat_descriptor(tid, fd, facts) && S_ISCHR(facts.st_mode);
}

namespace {

// The kernel may read what a debugger can't: secret memory, a device's. What nobody has seen is not
// written. A pointer to nothing at all gets the same answer as alone, without a word.
//
// What was read before is written as the kernel writes it: to a pipe all of it, to a terminal what
// fills whole chunks (drivers/tty/tty_io.c, iterate_tty_write).
Then stop_reading(RunState& run, Task& task, int output, std::string text, std::uint64_t address) {
  constexpr std::size_t chunk = 2048;
  const bool terminal = is_terminal(task.tid, task.registers.int_argument(0));
  if (terminal) text.resize(text.size() / chunk * chunk);
  if (is_mapped(task, address)) run.log.note(task, "unreadable");
  if (!text.empty()) return print_and_answer(run, task, output, text);
  return answer(task, -EFAULT);
}

Then enter_write(RunState& run, Task& task) {
  const auto output = run.outputs.output_of(task.tid, task.registers.int_argument(0));
  if (!output) return begin_transfer(run, task);
  const std::size_t size = std::min<std::uint64_t>(task.registers.argument(2), longest_write(run));
  const std::uint64_t address = task.registers.argument(1);
  const std::string text = read_memory(task, address, size);
  if (text.size() == size) return print_and_answer(run, task, *output, text);
  return stop_reading(run, task, *output, text, address + text.size());
}

}  // namespace

Then print_pieces(RunState& run, Task& task, int output) {
  const int pieces = static_cast<int>(
      std::min<std::uint64_t>(task.registers.argument(2), static_cast<std::uint64_t>(most_pieces)));
  const std::size_t most = longest_write(run);
  std::string text;
  for (int i = 0; i < pieces && text.size() < most; ++i) {
    const std::uint64_t at =
        task.registers.argument(1) + static_cast<std::uint64_t>(i) * sizeof(iovec);
    const auto piece = read_value<iovec>(task, at);
    if (!piece) return stop_reading(run, task, output, "", at);  // the kernel reads all first
    const std::size_t size = std::min(piece->iov_len, most - text.size());
    const auto address = reinterpret_cast<std::uint64_t>(piece->iov_base);
    const std::string more = read_memory(task, address, size);
    text += more;
    if (more.size() < size) {
      return stop_reading(run, task, output, text, address + more.size());
    }
  }
  return print_and_answer(run, task, output, text);
}

namespace {

// writev, and pwritev2, whose offset of -1 means the same; a terminal has no other
template <bool placed>
Then enter_writev(RunState& run, Task& task) {
  const auto output = run.outputs.output_of(task.tid, task.registers.int_argument(0));
  if (!output) return begin_transfer(run, task);
  if (placed && static_cast<std::int64_t>(task.registers.argument(3)) != -1) {
    return answer(task, -ESPIPE);
  }
  return print_pieces(run, task, *output);
}

std::uint32_t request_of(const Task& task) {
  return static_cast<std::uint32_t>(task.registers.argument(1));
}

}  // namespace

bool asks_terminal(const Task& task) {
  constexpr std::uint32_t requests[] = {TCGETS, TIOCGWINSZ, TIOCGPGRP, TIOCGSID, TIOCGPTN};
  return std::ranges::count(requests, request_of(task)) != 0;
}

namespace {

// The program has two terminals where it would have one, and neither is that of its session in a
// live run. What it asks there about jobs (a shell does, at its standard error) goes to the
// terminal of its standard input, or else of its standard output, as far as that is the session's.
std::optional<int> controlling_instead(const RunState& run, const Task& task) {
  const int fd = task.registers.int_argument(0);
  const auto own = run.outputs.own_terminal(task.tid, fd);
  if (!own || (run.outputs.control() && *own == 1)) return std::nullopt;
  if (run.outputs.is_others_terminal(task.tid, STDIN_FILENO)) return STDIN_FILENO;
  if (run.outputs.control() && run.outputs.own_terminal(task.tid, STDOUT_FILENO) == 1) {
    return STDOUT_FILENO;
  }
  return std::nullopt;
}

constexpr std::initializer_list<std::uint64_t> job_requests = {TIOCSPGRP, TIOCGPGRP, TIOCGSID};
constexpr std::initializer_list<std::uint64_t> setting_requests = {TCSETS, TCSETSW, TCSETSF};

void ask_controlling_terminal(RunState& run, Task& task) {
  const std::uint32_t request = request_of(task);
  const bool set = std::ranges::count(setting_requests, request) != 0;
  if (!set && std::ranges::count(job_requests, request) == 0) return;
  if (set && run.controlled()) return;
  const auto other = controlling_instead(run, task);
  if (other) return change_argument(task, 0, static_cast<std::uint64_t>(*other));
  const bool own = run.outputs.own_terminal(task.tid, task.registers.int_argument(0)).has_value();
  if (request == TIOCSPGRP && own && !run.outputs.control()) run.log.note(task, "job-control");
}

// Alone they are one terminal: what one was set to, the other is, too.
void end_ioctl(RunState& run, Task& task) {
  const auto request = static_cast<std::uint32_t>(task.call->arguments[1]);
  if (std::ranges::count(setting_requests, request) == 0 || task.registers.result() != 0) return;
  const auto own = run.outputs.own_terminal(task.tid, static_cast<int>(task.call->arguments[0]));
  if (!own) return;
  const bool live = !run.controlled() && run.outputs.is_others_terminal(task.tid, STDIN_FILENO);
  const auto set = terminal_state(live ? STDIN_FILENO : run.outputs.program_end(*own));
  if (!set) return;
  for (const int output : {1, 2}) {
    ::tcsetattr(run.outputs.program_end(output), TCSANOW, &set->settings);
  }
}

// Devices are many; what is known of these requests is that they act at once.
Then enter_ioctl(RunState& run, Task& task) {
  constexpr std::uint32_t at_once[] = {FIONREAD,   FIONBIO, TCSETS,    TCSETSW,   TCSETSF,
                                       TIOCSWINSZ, TCFLSH,  TIOCSPGRP, TIOCNOTTY, TIOCSCTTY};
  if (sets_owner(request_of(task))) return enter_set_owner_ioctl(run, task);
  ask_controlling_terminal(run, task);
  const bool known = std::ranges::count(at_once, request_of(task)) != 0 || asks_terminal(task);
  if (run.every_step() && !known) run.entangled = true;
  const bool set = std::ranges::count(setting_requests, request_of(task)) != 0;
  return set || task.call->changed_argument ? Then::see_result : Then::go_on;
}

bool ioctl_is_private(RunState& run, const Task& task) {
  const std::uint32_t request = request_of(task);
  return request == FIOCLEX || request == FIONCLEX || is_first_alone(run, task);
}

}  // namespace

std::vector<Syscall> output_calls() {
  const Trap job_control = argument_is(
      1, {TIOCSPGRP, TIOCGPGRP, TIOCGSID, TCSETS, TCSETSW, TCSETSF, FIOSETOWN, SIOCSPGRP});
  const auto writing = [](std::string_view name, auto entry) {
    return Syscall{.name = name,
                   .touches = touch::changed,
                   .handlers = {{.entry = entry, .end = end_write, .anew = true}},
                   .refusals = {cgroup_written<0>()},
                   .writes = true,
                   .intends = intend::write_pieces,
                   .arguments = {{as::descriptor, as::pieces, as::number}}};
  };
  Syscall write = writing("write", enter_write), writev = writing("writev", enter_writev<false>);
  write.intends = intend::write;
  write.arguments = {{as::descriptor, as::bytes, as::size}};
  write.awaits = writev.awaits = first_descriptor;
  return {
      write,
      writev,
      writing("pwritev2", enter_writev<true>),
      {.name = "ioctl",
       .touches = touch::by_ioctl,
       .handlers = {{.in = in_explored_runs,
                     .entry = enter_ioctl,
                     .end = end_ioctl,
                     .leave = put_back_changed,
                     .again = ask_controlling_terminal,
                     .alone = ioctl_is_private},
                    {.trap = job_control,
                     .entry = enter_ioctl,
                     .end = end_ioctl,
                     .leave = put_back_changed,
                     .again = ask_controlling_terminal,
                     .alone = ioctl_is_private}},
       .refusals = refused_requests()},
  };
}

}  // namespace procdemo::syscalls
