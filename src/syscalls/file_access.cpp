#include "syscalls/file_access.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/kcmp.h"
#include "base/procfs.h"
#include "run/image/wide_streams.h"
#include "run/run_state.h"
#include "tracee/memory.h"

namespace procdemo::syscalls {

namespace {

// Of /proc and the like another process reads something else, and nothing is lost there.
bool is_disk_file(pid_t tid, int fd) {
  struct stat facts;
  if (!stat_descriptor(tid, fd, facts) || !S_ISREG(facts.st_mode)) return false;
  const std::string path = descriptor_target(tid, fd).value_or("");
  return path.starts_with('/') && !path.starts_with("/proc/") && !path.starts_with("/sys/");
}

// Whether what it moved stands in one place.
bool moves_one_piece(const Task& task) {
  const std::string_view name = task.call->syscall->name;
  return !name.ends_with('v') && !name.ends_with("v2");
}

// Zero where it is not known.
std::int64_t bytes_asked(const Task& task) {
  return moves_one_piece(task) ? static_cast<std::int64_t>(task.call->arguments[2]) : 0;
}

// The first bytes.
std::optional<std::string> bytes_moved(const Task& task, std::int64_t bytes) {
  constexpr std::int64_t most = 64;
  if (bytes == 0) return "";
  if (!moves_one_piece(task)) return std::nullopt;
  return read_memory(task, task.call->arguments[1],
                     static_cast<std::size_t>(std::min(bytes, most)));
}

// Of the pieces of writev(2) and its like, the one in which the last byte stands.
std::optional<std::uint64_t> last_of_pieces(const Task& task, std::uint64_t bytes) {
  const auto pieces = static_cast<int>(task.call->arguments[2]);
  for (int i = 0; i < pieces; ++i) {
    const std::uint64_t at = task.call->arguments[1] + sizeof(iovec) * static_cast<unsigned>(i);
    const auto piece = read_value<iovec>(task, at);
    if (!piece) break;
    if (bytes <= piece->iov_len) {
      return reinterpret_cast<std::uint64_t>(piece->iov_base) + bytes - 1;
    }
    bytes -= piece->iov_len;
  }
  return std::nullopt;
}

bool ends_line(const Task& task, std::int64_t bytes, const std::string& data) {
  if (bytes <= 0) return false;
  if (std::ssize(data) == bytes) return data.ends_with('\n');
  const auto size = static_cast<std::uint64_t>(bytes);
  const auto last = moves_one_piece(task) ? std::optional(task.call->arguments[1] + size - 1)
                                          : last_of_pieces(task, size);
  return last && read_memory(task, *last, 1) == "\n";
}

// The place that it named: pread(2).
std::optional<std::int64_t> place_named(const Task& task) {
  const std::string_view name = task.call->syscall->name;
  const bool placed = name.starts_with("pread") || name.starts_with("pwrite");
  const auto place = static_cast<std::int64_t>(task.call->arguments[3]);
  return placed && place >= 0 ? std::optional(place) : std::nullopt;
}

bool appends(const std::string& descriptor) {
  return (number_behind(descriptor, "flags:", 8).value_or(0) & O_APPEND) != 0;
}

// Where in the file it did that: there, or where the descriptor stood. Where that appends, Linux
// takes no other place for a write (pwrite(2), BUGS), and does not say which it was.
std::optional<std::int64_t> offset_of(const Task& task, std::int64_t bytes, bool writes,
                                      const std::string& descriptor) {
  const auto place = place_named(task);
  if (place) return writes && appends(descriptor) ? std::nullopt : place;
  const auto position = number_behind(descriptor, "pos:");
  return position && *position >= bytes ? std::optional(*position - bytes) : std::nullopt;
}

// Another process has the same open file: by the same number, as after a fork, or as its output.
bool has_company(const RunState& run, const Task& task, int fd) {
  return std::ranges::any_of(run.family.in_order(), [&](const Task* other) {
    const pid_t pid = other->process->pid;
    if (other->tid != pid || pid == task.process->pid) return false;
    return std::ranges::any_of(std::array{fd, STDOUT_FILENO, STDERR_FILENO}, [&](int one) {
      return are_duplicates({task.tid, fd}, {pid, one}).value_or(false);
    });
  });
}

bool is_own_place(const RunState& run, const Task& task, int fd, const std::string& descriptor) {
  return place_named(task) || (!appends(descriptor) && !has_company(run, task, fd));
}

void tell(RunState& run, const Task& task, const FileIdentity& file, event::Any what) {
  for (SharedFiles::Access& one : run.shared_files.made(file, {.task = task.name,
                                                               .seen = task.process->seen,
                                                               .what = std::move(what),
                                                               .place = run.places.of(task)})) {
    run.log.emit(one.task, one.seen, std::move(one.what), std::move(one.place));
  }
}

}  // namespace

bool is_for_shared_files(const RunState& run, const Task& task) {
  return run.family.ever() > 1 && is_disk_file(task.tid, task.registers.int_argument(0));
}

// The end of a file says nothing to others, but where nothing is in it.
void tell_of_file(RunState& run, Task& task, Direction direction, std::int64_t bytes) {
  const int fd = static_cast<int>(task.call->arguments[0]);
  struct stat facts;
  if (!is_for_shared_files(run, task) || !stat_descriptor(task.tid, fd, facts)) return;
  const std::string descriptor = descriptor_info(task.tid, fd);
  if (bytes == 0 && number_behind(descriptor, "pos:") != 0) return;
  const std::string path = descriptor_target(task.tid, fd).value_or("?");
  const auto data = bytes_moved(task, bytes);
  const bool writes = direction == Direction::written;
  const std::int64_t events = run.log.events();
  tell(run, task, identity_of(facts),
       writes ? event::Any(event::Write{path, bytes, data})
              : event::Any(event::Read{path, bytes, data}));
  const auto offset = offset_of(task, bytes, writes, descriptor);
  if (!offset) return;
  const std::int64_t event = run.log.events() > events ? run.log.events() : 0;
  run.log.state(task,
                fact::FileAccess{.path = path,
                                 .event = static_cast<std::uint64_t>(event),
                                 .writes = writes,
                                 .offset = *offset,
                                 .bytes = bytes,
                                 .asked = writes ? 0 : bytes_asked(task),
                                 .data = data.value_or(""),
                                 .ends_line = ends_line(task, bytes, data.value_or("")),
                                 .own_place = writes && is_own_place(run, task, fd, descriptor),
                                 .began = task.call->real_started,
                                 .ended = ProgramClock::real_now()});
}

void state_copied(RunState& run, const Task& task, std::int64_t bytes, std::int64_t event) {
  if (task.process->unwritten.empty() || !moves_one_piece(task)) return;
  const std::uint64_t from = task.call->arguments[1];
  const std::string text = read_memory(task, from, static_cast<std::size_t>(bytes));
  const auto number = static_cast<std::uint64_t>(event);
  if (auto copied = StdioBuffers::written(*task.process, from, text)) {
    run.log.state(task, fact::WroteCopy{std::move(*copied), number});
  }
  note_wide(task, static_cast<int>(task.call->arguments[0]), text, number);
}

void state_copied_wide(RunState& run, const Task& task) {
  for (Unwritten& one : take_written_wide(task)) {
    run.log.state(task, fact::WroteCopy{std::move(one.bytes), *one.wide->noted});
  }
}

}  // namespace procdemo::syscalls
