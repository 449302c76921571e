// Calls that move bytes to the program's output within the kernel: sendfile, splice, tee, vmsplice.
//
// The kernel would move them past the observer. So they are taken here from where they lie, through
// the program's own open file, and printed; the offset there, and what is left in a pipe, are
// afterwards what they would be. What nobody has written yet can't be taken without waiting for it:
// that is told, and the call is answered as by an older kernel.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/pidfd.h"
#include "base/procfs.h"
#include "run/run_state.h"
#include "syscalls/call_text.h"
#include "syscalls/rows/files/file_changes.h"
#include "syscalls/rows/output/output.h"
#include "syscalls/rows/refusals.h"
#include "syscalls/rows/rows.h"
#include "tracee/memory.h"

namespace procdemo::syscalls {

namespace {

struct Moved {
  std::string bytes;
  int error = 0;  ///< errno of a call that moves nothing
};

Moved failed(int error) {
  return {.bytes = {}, .error = error};
}

std::size_t size_argument(const RunState& run, const Task& task, int argument) {
  return std::min<std::uint64_t>(task.registers.argument(argument), longest_write(run));
}

// At the offset that an argument points to, or else at the file's own; that one moves on.
Moved take_from_file(RunState& run, Task& task, const Fd& file, std::uint64_t offset_at,
                     std::size_t size) {
  const bool own = offset_at == 0;
  const auto offset =
      own ? ::lseek(file.get(), 0, SEEK_CUR) : read_value<off_t>(task, offset_at).value_or(-1);
  if (offset < 0) return failed(own ? errno : EFAULT);
  Moved moved;
  for (bool more = true; more && moved.bytes.size() < size;) {
    const std::size_t wanted = std::min(size - moved.bytes.size(), Reader::most_at_once);
    const auto at = static_cast<std::uint64_t>(offset) + moved.bytes.size();
    const auto piece = run.memory.reader.read(file.get(), at, wanted);
    if (!piece) return failed(EIO);
    moved.bytes += *piece;
    more = piece->size() == wanted;
  }
  const off_t next = offset + std::ssize(moved.bytes);
  own ? ::lseek(file.get(), next, SEEK_SET) >= 0 : write_value(task, offset_at, next);
  return moved;
}

// Without waiting: EAGAIN where nothing is there yet. `move` is splice or tee, into a pipe of ours.
template <class Move>
Moved take_through_pipe(Move move) {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC | O_NONBLOCK) != 0) return failed(errno);
  const Fd from(ends[0]), into(ends[1]);
  const ssize_t moved = move(into.get());
  if (moved < 0) return failed(errno);
  Moved result{.bytes = std::string(static_cast<std::size_t>(moved), '\0')};
  if (::read(from.get(), result.bytes.data(), result.bytes.size()) != moved && moved > 0) {
    return failed(EIO);
  }
  return result;
}

Then refuse(RunState& run, Task& task) {
  run.log.note(task, "moved-output");
  return answer(task, -EINVAL);
}

Then print_moved(RunState& run, Task& task, int output, const Moved& moved, bool may_wait) {
  if (moved.error == EAGAIN && may_wait) return refuse(run, task);
  if (moved.error != 0) return answer(task, -moved.error);
  return print_and_answer(run, task, output, moved.bytes);
}

/// A descriptor that bytes come from.
struct Source {
  Fd file;
  struct stat facts{};
  int flags = 0;
  bool is_pipe() const { return S_ISFIFO(facts.st_mode); }
  bool is_file() const { return S_ISREG(facts.st_mode) || S_ISBLK(facts.st_mode); }
  bool waits() const { return (flags & O_NONBLOCK) == 0; }
};

// Where it is not to be had, the call is answered.
std::optional<Source> source_of(RunState& run, Task& task, int fd) {
  Source source{.file = open_descriptor(task.process->pid, fd)};
  if (!source.file) {
    errno == EBADF ? answer(task, -EBADF) : refuse(run, task);
    return std::nullopt;
  }
  source.flags = ::fcntl(source.file.get(), F_GETFL);
  const bool read = (source.flags & O_ACCMODE) != O_WRONLY && (source.flags & O_PATH) == 0;
  if (read && ::fstat(source.file.get(), &source.facts) == 0) return source;
  answer(task, -EBADF);
  return std::nullopt;
}

Then elsewhere(RunState& run, Task& task, int fd) {
  return run.controlled() ? enter_moving_into(run, task, fd) : Then::go_on;
}

/// How a call moves what a source has to an output of the program.
using Move = Then (*)(RunState&, Task&, int output, const Source& source);

// `into` and `from` are the arguments that are its descriptors.
template <int into, int from, Move move>
Then enter_move(RunState& run, Task& task) {
  const int fd = task.registers.int_argument(into);
  const auto output = run.outputs.output_of(task.tid, fd);
  if (!output) return elsewhere(run, task, fd);
  const auto source = source_of(run, task, task.registers.int_argument(from));
  return source ? move(run, task, *output, *source) : Then::answered;
}

Then move_file(RunState& run, Task& task, int output, const Source& source) {
  const std::uint64_t offset_at = task.registers.argument(2);
  if (!source.is_file()) return answer(task, offset_at != 0 ? -ESPIPE : -EINVAL);
  const std::size_t size = size_argument(run, task, 3);
  return print_moved(run, task, output, take_from_file(run, task, source.file, offset_at, size),
                     false);
}

bool waits(const Source& source, std::uint64_t flags) {
  return (flags & SPLICE_F_NONBLOCK) == 0 && source.waits();
}

Then move_spliced(RunState& run, Task& task, int output, const Source& source) {
  const std::uint64_t offset_at = task.registers.argument(1);
  const bool placed = task.registers.argument(3) != 0 || (source.is_pipe() && offset_at != 0);
  if (placed) return answer(task, -ESPIPE);
  const int fd = task.registers.int_argument(2);
  if (!source.is_pipe() && is_terminal(task.tid, fd)) return answer(task, -EINVAL);
  const std::size_t size = size_argument(run, task, 4);
  const auto move = [&](int into) {
    return ::splice(source.file.get(), nullptr, into, nullptr, size, SPLICE_F_NONBLOCK);
  };
  const Moved moved = source.is_file() ? take_from_file(run, task, source.file, offset_at, size)
                                       : take_through_pipe(move);
  return print_moved(run, task, output, moved, waits(source, task.registers.argument(5)));
}

Then move_teed(RunState& run, Task& task, int output, const Source& source) {
  const int fd = task.registers.int_argument(1);
  if (!source.is_pipe() || is_terminal(task.tid, fd)) return answer(task, -EINVAL);
  const std::size_t size = size_argument(run, task, 2);
  const auto move = [&](int into) {
    return ::tee(source.file.get(), into, size, SPLICE_F_NONBLOCK);
  };
  return print_moved(run, task, output, take_through_pipe(move),
                     waits(source, task.registers.argument(3)));
}

Then enter_vmsplice(RunState& run, Task& task) {
  const int fd = task.registers.int_argument(0);
  const auto output = run.outputs.output_of(task.tid, fd);
  if (!output) return elsewhere(run, task, fd);
  return is_terminal(task.tid, fd) ? answer(task, -EBADF) : print_pieces(run, task, *output);
}

// To a pipe or a terminal it can't.
Then enter_copy_file_range(RunState& run, Task& task) {
  const int fd = task.registers.int_argument(2);
  return run.outputs.output_of(task.tid, fd) ? answer(task, -EINVAL) : elsewhere(run, task, fd);
}

}  // namespace

std::vector<Syscall> moved_output_calls() {
  const auto moving = [](std::string_view name, auto entry, std::vector<Refusal> refusals) {
    return Syscall{.name = name,
                   .touches = touch::everything,
                   .handlers = {{.entry = entry, .end = end_moving}},
                   .refusals = std::move(refusals)};
  };
  return {
      moving("sendfile", enter_move<0, 1, move_file>, {cgroup_written<0>()}),
      moving("splice", enter_move<2, 0, move_spliced>, {cgroup_written<2>()}),
      moving("tee", enter_move<1, 0, move_teed>, {}),
      moving("vmsplice", enter_vmsplice, {}),
      moving("copy_file_range", enter_copy_file_range, {cgroup_written<2>()}),
  };
}

}  // namespace procdemo::syscalls
