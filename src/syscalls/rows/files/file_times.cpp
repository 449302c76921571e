// Controlled runs: the times of files, as a program reads them and sets them
// (run/files/file_times.h).
//
// The kernel fills in what is asked for, and the times in it are put right at the call's end; so
// are numbers that it gives to what has no name. What a program sets is what it is told from then
// on; the kernel sets it in its own time.
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <utime.h>

#include <array>
#include <cerrno>

#include "base/timespec.h"
#include "run/run_state.h"
#include "syscalls/arguments/flag_names.h"
#include "syscalls/call_text.h"
#include "syscalls/changed_argument.h"
#include "syscalls/rows/files/file_changes.h"
#include "tracee/memory.h"

namespace procdemo::syscalls {

namespace {

// --- asking ---

void tell_times(RunState& run, Task& task, const struct stat& file, Timestamps& times) {
  if (!run.file_times.tell(*task.process, file, times)) run.log.note(task, "inexact-files");
}

timespec from_statx(const statx_timestamp& time) {
  return {time.tv_sec, time.tv_nsec};
}

statx_timestamp to_statx(const timespec& time) {
  return {.tv_sec = time.tv_sec, .tv_nsec = static_cast<std::uint32_t>(time.tv_nsec)};
}

// What is filled in is in this argument.
template <int facts>
void end_stat(RunState& run, Task& task) {
  const std::uint64_t address = task.call->arguments[facts];
  const auto file =
      task.registers.result() == 0 ? read_value<struct stat>(task, address) : std::nullopt;
  if (!file) return;
  Timestamps times{file->st_atim, file->st_mtim, file->st_ctim};
  tell_times(run, task, *file, times);
  struct stat told = *file;
  told.st_atim = times.access;
  told.st_mtim = times.modification;
  told.st_ctim = times.change;
  told.st_ino = run.numbers.told(identity_of(*file)).value_or(told.st_ino);
  write_value(task, address, told);
}

void end_statx(RunState& run, Task& task) {
  const std::uint64_t address = task.call->arguments[4];
  const auto facts =
      task.registers.result() == 0 ? read_value<struct statx>(task, address) : std::nullopt;
  if (!facts) return;
  struct stat file{};
  file.st_dev = ::makedev(facts->stx_dev_major, facts->stx_dev_minor);
  file.st_ino = facts->stx_ino;
  file.st_mode = facts->stx_mode;
  file.st_size = static_cast<off_t>(facts->stx_size);
  Timestamps times{from_statx(facts->stx_atime), from_statx(facts->stx_mtime),
                   from_statx(facts->stx_ctime), from_statx(facts->stx_btime)};
  tell_times(run, task, file, times);
  struct statx told = *facts;
  told.stx_atime = to_statx(times.access);
  told.stx_mtime = to_statx(times.modification);
  told.stx_ctime = to_statx(times.change);
  told.stx_ino = run.numbers.told(identity_of(file)).value_or(told.stx_ino);
  if (told.stx_mask & STATX_BTIME) told.stx_btime = to_statx(times.birth);
  write_value(task, address, told);
}

// What stands in the buffer, from this argument on: its address, and its size.
template <int buffer>
void end_readlink(RunState& run, Task& task) {
  constexpr std::int64_t longest = 64;  // of such a link
  const std::uint64_t address = task.call->arguments[buffer],
                      size = task.call->arguments[buffer + 1];
  const std::int64_t length = task.registers.result();
  if (length <= 0 || length > longest) return;
  auto told = run.numbers.told(read_text(task, address, static_cast<std::size_t>(length)));
  if (!told) return;
  const std::size_t fits = std::min<std::uint64_t>(told->size(), size);
  told->resize(std::max(fits, static_cast<std::size_t>(length)));  // with zeros
  if (!write_memory(task, address, told->data(), told->size())) return;
  task.registers.set_result(static_cast<std::int64_t>(fits));
  task.registers.write(task.tid);
}

// --- setting ---

using Pair = std::array<timespec, 2>;  // of access, and of modification

constexpr Pair both_now{timespec{0, UTIME_NOW}, timespec{0, UTIME_NOW}};

// The forms in which calls have them.
struct Nanoseconds {
  using Form = Pair;
  static Pair read(const Form& times) { return times; }
  static Form write(const Pair& times) { return times; }
};
struct Microseconds {
  using Form = std::array<timeval, 2>;
  static Pair read(const Form& times) { return {to_timespec(times[0]), to_timespec(times[1])}; }
  static Form write(const Pair& times) { return {to_timeval(times[0]), to_timeval(times[1])}; }
};
struct WholeSeconds {
  using Form = utimbuf;
  static Pair read(const Form& times) { return {timespec{times.actime}, timespec{times.modtime}}; }
  static Form write(const Pair& times) { return {times[0].tv_sec, times[1].tv_sec}; }
};

template <class As, int argument>
std::optional<Pair> asked_times(const Task& task) {
  const std::uint64_t address = task.call->arguments[argument];
  if (address == 0) return both_now;
  const auto form = read_value<typename As::Form>(task, address);
  return form ? std::optional(As::read(*form)) : std::nullopt;
}

// A missing path is the descriptor itself (futimens(3)).
template <int folder, int path, int flags>
std::optional<struct stat> file_to_set(RunState& run, const Task& task) {
  const int from = folder < 0 ? AT_FDCWD : task.registers.int_argument(std::max(folder, 0));
  const std::uint64_t name = task.registers.argument(path);
  if (folder >= 0 && name == 0) return file_behind(task, from);
  const bool link =
      flags >= 0 && (task.registers.argument(std::max(flags, 0)) & AT_SYMLINK_NOFOLLOW) != 0;
  return file_at(run, path_of_task(task, from, name), !link);
}

template <class As, int folder, int path, int argument, int flags>
Then enter_setting(RunState& run, Task& task) {
  const auto file = file_to_set<folder, path, flags>(run, task);
  const auto times = asked_times<As, argument>(task);
  if (!file || !times) return Then::go_on;
  task.call->changes.push_back({identity_of(*file), FileChange::What::attributes});
  const FileTimes& kernel = run.file_times;
  const Pair told{kernel.for_kernel((*times)[0]), kernel.for_kernel((*times)[1])};
  if (task.registers.argument(argument) != 0) point_argument_to(task, argument, As::write(told));
  return Then::see_result;
}

template <class As, int argument>
void end_setting(RunState& run, Task& task) {
  const auto times = asked_times<As, argument>(task);
  if (task.registers.result() != 0 || !times) return;
  run.file_times.set(*task.process, task.call->changes.front().file, *times);
}

template <class As, int folder, int path, int argument, int flags = -1>
Syscall setting(std::string_view name, TouchRule touches) {
  Handler handler =
      file_handler(enter_setting<As, folder, path, argument, flags>, end_setting<As, argument>);
  handler.leave = put_back_changed;
  return {.name = name, .touches = touches, .handlers = {handler}};
}

// What a pipe or a terminal is, nobody changes. A C library asks for it before it first writes
// there, to know how to buffer, and does so by the call that it likes. `flags`: the argument that
// may say AT_EMPTY_PATH; -1: it is always about a descriptor.
template <int flags>
bool asks_of_no_file(RunState& run, const Task& task) {
  if (is_alone_with_files(run, task)) return true;
  const bool by_path =
      flags >= 0 && (task.registers.argument(std::max(flags, 0)) & AT_EMPTY_PATH) == 0;
  if (by_path) return false;
  const auto file = file_behind(task, task.registers.int_argument(0));
  return file && !S_ISREG(file->st_mode) && !S_ISDIR(file->st_mode);
}

Syscall asking(std::string_view name, TouchRule touches, void (*end)(RunState&, Task&),
               ArgumentWriters arguments,
               bool (*alone)(RunState&, const Task&) = is_alone_with_files) {
  Handler handler = file_handler(enter_waiting, end);
  handler.alone = alone;
  return {.name = name,
          .touches = touches,
          .handlers = {std::move(handler)},
          .arguments = std::move(arguments)};
}

}  // namespace

std::vector<Syscall> file_time_calls() {
  return {
      asking("stat", touch::times, end_stat<1>, {{as::path, as::file_facts}}),
      asking("lstat", touch::times, end_stat<1>, {{as::path, as::file_facts}}),
      asking("fstat", touch::looked_at, end_stat<1>, {{as::descriptor, as::file_facts}},
             asks_of_no_file<-1>),
      asking("newfstatat", touch::times_at, end_stat<2>,
             {{as::descriptor, as::path, as::file_facts, as::flags<flag_names::access_at>}},
             asks_of_no_file<3>),
      asking("statx", touch::times_at, end_statx,
             {{as::descriptor, as::path, as::flags<flag_names::access_at>, as::hex, as::pointer}},
             asks_of_no_file<2>),
      asking("readlink", touch::name, end_readlink<1>, {{as::path, as::bytes_read, as::size}}),
      asking("readlinkat", touch::name_at, end_readlink<2>,
             {{as::descriptor, as::path, as::bytes_read, as::size}}),
      setting<Nanoseconds, 0, 1, 2, 3>("utimensat", touch::attributes_at),
      setting<Microseconds, 0, 1, 2>("futimesat", touch::attributes_at),
      setting<Microseconds, -1, 0, 1>("utimes", touch::attributes),
      setting<WholeSeconds, -1, 0, 1>("utime", touch::attributes),
  };
}

}  // namespace procdemo::syscalls
