#include "syscalls/intentions.h"

#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>

#include "base/procfs.h"
#include "base/signal_names.h"
#include "base/timespec.h"
#include "run/run_state.h"
#include "syscalls/channel.h"
#include "syscalls/rows/rows.h"
#include "syscalls/table.h"
#include "tracee/memory.h"

namespace procdemo::syscalls {

Intention intention_at(RunState& run, const Task& task, const Syscall& call) {
  if (call.intends) return call.intends(run, task);
  return intention::Call{call_name(task.registers.call_number())};
}

namespace intend {

namespace {

constexpr std::size_t most_text = 256;  // of what is printed: a line's beginning

/// What bytes come from, or go to, by the name that events have.
std::string object_behind(const Task& task, int fd) {
  if (const auto channel = channel_behind(task.tid, fd)) return text_of(*channel);
  return descriptor_target(task.tid, fd).value_or("?");
}

Intention write_of(RunState& run, const Task& task, const std::string& text, std::int64_t bytes) {
  const int fd = task.registers.int_argument(0);
  if (const auto output = run.outputs.output_of(task.tid, fd)) {
    return intention::Print{*output, text};
  }
  return intention::Write{object_behind(task, fd), bytes};
}

Intention sleep_until(RunState& run, const Task& task, std::uint64_t address, bool deadline,
                      clockid_t clock) {
  const auto asked = read_value<timespec>(task, address);
  if (!asked || !is_valid(*asked) || !run.clock.is_virtual()) {
    return intention::Call{"clock_nanosleep"};
  }
  const VirtualClock& time = run.clock.virtual_time();
  const Moment wait = deadline
                          ? time.moment_of(clock, *asked, task.process->creep.ahead()) - time.now()
                          : VirtualClock::to_moment(*asked);
  return intention::Sleep{std::chrono::duration<double>(std::max(Moment{0}, wait)).count()};
}

}  // namespace

Intention write(RunState& run, const Task& task) {
  const std::uint64_t size = task.registers.argument(2);
  const std::string text =
      read_memory(task, task.registers.argument(1), std::min<std::size_t>(size, most_text));
  return write_of(run, task, text, static_cast<std::int64_t>(size));
}

Intention write_pieces(RunState& run, const Task& task) {
  constexpr std::uint64_t most_pieces = 64;
  const std::uint64_t pieces = std::min(task.registers.argument(2), most_pieces);
  std::string text;
  std::int64_t bytes = 0;
  for (std::uint64_t i = 0; i < pieces; ++i) {
    const auto piece = read_value<iovec>(task, task.registers.argument(1) + i * sizeof(iovec));
    if (!piece) break;
    const std::size_t wanted = std::min(piece->iov_len, most_text - text.size());
    text += read_memory(task, reinterpret_cast<std::uint64_t>(piece->iov_base), wanted);
    bytes += static_cast<std::int64_t>(piece->iov_len);
  }
  return write_of(run, task, text, bytes);
}

Intention send(RunState&, const Task& task) {
  return intention::Write{object_behind(task, task.registers.int_argument(0)),
                          static_cast<std::int64_t>(task.registers.argument(2))};
}

// The run's own standard input, also by another descriptor; a terminal or /dev/null may be opened
// for something else.
bool is_input(const Task& task, int fd) {
  struct stat ours, theirs;
  if (::fstat(STDIN_FILENO, &ours) != 0 || !stat_descriptor(task.tid, fd, theirs)) return false;
  return identity_of(ours) == identity_of(theirs) && (fd == STDIN_FILENO || !S_ISCHR(ours.st_mode));
}

Intention read(RunState&, const Task& task) {
  const int fd = task.registers.int_argument(0);
  return intention::Read{is_input(task, fd) ? "stdin" : object_behind(task, fd)};
}

Intention fork(RunState&, const Task&) {
  return intention::Fork{"fork"};
}

Intention vfork(RunState&, const Task&) {
  return intention::Fork{"vfork"};
}

Intention clone(RunState&, const Task& task) {
  const std::uint64_t flags = task.registers.argument(0);
  if (makes_thread(flags)) return intention::Thread{};
  return intention::Fork{std::string(name_of_clone(flags))};
}

Intention execute(RunState&, const Task& task) {
  const wait::Exec asked =
      asked_program(task, task.registers.argument(0), task.registers.argument(1));
  return intention::Exec{asked.program, asked.arguments};
}

Intention nanosleep(RunState& run, const Task& task) {
  return sleep_until(run, task, task.registers.argument(0), false, CLOCK_MONOTONIC);
}

Intention clock_nanosleep(RunState& run, const Task& task) {
  const bool deadline = task.registers.argument(1) & TIMER_ABSTIME;
  return sleep_until(run, task, task.registers.argument(2), deadline,
                     static_cast<clockid_t>(task.registers.argument(0)));
}

Intention exit(RunState&, const Task& task) {
  return intention::Exit{task.registers.int_argument(0) & 0xFF};
}

Intention exit_thread(RunState& run, const Task& task) {
  return task.process->tasks > 1 ? intention::Exit{0, true} : exit(run, task);
}

Intention kill(RunState& run, const Task& task) {
  const int target = task.registers.int_argument(0), signal = task.registers.int_argument(1);
  if (signal == 0) return intention::Call{"kill"};
  if (target == -1) return intention::Kill{signal_name(signal), "everyone"};
  if (target <= 0) return intention::Kill{signal_name(signal), "group"};
  return intention::Kill{signal_name(signal), run.name_of(target)};
}

}  // namespace intend

}  // namespace procdemo::syscalls
