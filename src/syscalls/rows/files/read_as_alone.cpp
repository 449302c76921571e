#include "syscalls/rows/files/read_as_alone.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/magic.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <climits>
#include <cstddef>
#include <vector>

#include "base/fd.h"
#include "base/pidfd.h"
#include "base/procfs.h"
#include "run/run_state.h"
#include "tracee/memory.h"

namespace procdemo::syscalls {

namespace {

constexpr std::string_view notifications = "anon_inode:inotify";

// --- a process ---

// "4711" of "/proc/4711/status" and of "/proc/4711/task/4712/stat".
std::optional<pid_t> whose_state(std::string_view path) {
  constexpr std::string_view proc = "/proc/";
  const bool tells = path.ends_with("/status") || path.ends_with("/stat");
  if (!path.starts_with(proc) || !tells) return std::nullopt;
  path.remove_prefix(proc.size());
  pid_t pid = 0;
  const auto read = std::from_chars(path.data(), path.data() + path.size(), pid);
  return read.ec == std::errc() ? std::optional(pid) : std::nullopt;
}

bool is_stopped(RunState& run, const Process& process) {
  const Task* const first = run.family.task(process.pid);
  return first && first->phase == Phase::stopped;
}

void replace_in(std::string& text, std::string_view what, std::string_view with) {
  if (const auto at = text.find(what); at != text.npos) text.replace(at, what.size(), with);
}

void show_running_in_words(std::string& status, bool stopped) {
  replace_in(status, "State:\tt (tracing stop)",
             stopped ? "State:\tT (stopped)" : "State:\tR (running)");
}

// "4711 (a name, with anything in it) t 4710 ..."
void show_running(std::string& stat, bool stopped) {
  const auto at = stat.rfind(") t ");
  if (at != stat.npos) stat[at + 2] = stopped ? 'T' : 'R';
}

// --- events of a folder ---

void number_anew(RunState& run, std::string& events) {
  for (std::size_t at = 0; at + sizeof(inotify_event) <= events.size();) {
    inotify_event event;
    __builtin_memcpy(&event, events.data() + at, sizeof event);
    if (event.cookie != 0) event.cookie = run.numbers.told_cookie(event.cookie);
    __builtin_memcpy(events.data() + at, &event, sizeof event);
    at += sizeof event + event.len;
  }
}

// --- what a call has read ---

// The parts of memory that it was to fill: one, or several (readv(2)).
std::vector<iovec> places_of(const Task& task) {
  const Arguments& arguments = task.call->arguments;
  if (task.call->syscall->name.find("readv") == std::string_view::npos) {
    return {{reinterpret_cast<void*>(arguments[1]), arguments[2]}};
  }
  std::vector<iovec> places;
  for (std::size_t i = 0; i < std::min<std::uint64_t>(arguments[2], IOV_MAX); ++i) {
    const auto place = read_value<iovec>(task, arguments[1] + i * sizeof(iovec));
    if (!place) break;
    places.push_back(*place);
  }
  return places;
}

bool put(const Task& task, std::string_view bytes) {
  for (const iovec& place : places_of(task)) {
    const std::string_view part = bytes.substr(0, place.iov_len);
    const auto address = reinterpret_cast<std::uint64_t>(place.iov_base);
    if (!part.empty() && !write_memory(task, address, part.data(), part.size())) return false;
    bytes.remove_prefix(part.size());
  }
  return true;
}

void show_cookies(RunState& run, Task& task) {
  constexpr std::int64_t most = 1 << 16;
  const std::int64_t size = task.registers.result();
  if (size <= 0 || size > most || task.call->syscall->name != "read") return;
  std::string events = read_memory(task, task.call->arguments[1], static_cast<std::size_t>(size));
  number_anew(run, events);
  put(task, events);
}

// The text of the file that it reads, as it is now. Only of the kernel's own: a program may have
// mounted there what never answers.
std::optional<std::string> text_of_proc_file(const Task& task, int fd) {
  constexpr std::size_t most = 1 << 16;
  const Fd place(::open(fmt::format("/proc/{}/fd/{}", task.tid, fd).c_str(), O_PATH | O_CLOEXEC));
  struct statfs system;
  if (!place || ::fstatfs(place.get(), &system) != 0 || system.f_type != PROC_SUPER_MAGIC) {
    return std::nullopt;
  }
  const Fd file(::open(fmt::format("/proc/self/fd/{}", place.get()).c_str(), O_RDONLY | O_CLOEXEC));
  std::string text(most, '\0');
  const ssize_t size = file ? ::read(file.get(), text.data(), text.size()) : -1;
  if (size <= 0) return std::nullopt;
  text.resize(static_cast<std::size_t>(size));
  return text;
}

std::string text_as_alone(RunState& run, const Process& process, const std::string& target,
                          std::string text) {
  const bool stopped = is_stopped(run, process);
  target.ends_with("/stat") ? show_running(text, stopped) : show_running_in_words(text, stopped);
  return text;
}

// Where the call has begun to read, if that can be found out; `file` is for who reads at the file's
// own offset.
std::int64_t place_read(const Task& task, const Fd& file) {
  if (!file) return static_cast<std::int64_t>(task.call->arguments[3]);
  return ::lseek(file.get(), 0, SEEK_CUR) - task.registers.result();
}

void show_process(RunState& run, Task& task, int fd, const std::string& target) {
  const auto pid = whose_state(target);
  const Process* const process = pid ? run.family.by_seen_pid(*pid) : nullptr;
  if (!process || task.registers.result() <= 0) return;
  const bool by_offset = !task.call->syscall->name.starts_with('p');
  const Fd file = by_offset ? open_descriptor(task.process->pid, fd) : Fd();
  const std::int64_t begin = by_offset && !file ? -1 : place_read(task, file);
  if (begin < 0) return;

  ToldText& told = task.process->told;
  if (begin == 0 || told.fd != fd || told.next != begin) {
    auto text = text_of_proc_file(task, fd);
    if (!text) return;
    told = {fd, begin, text_as_alone(run, *process, target, std::move(*text))};
  }
  const std::string_view all = told.text;
  const std::string_view part = all.substr(std::min(static_cast<std::size_t>(begin), all.size()),
                                           static_cast<std::size_t>(task.registers.result()));
  if (!put(task, part)) return;
  told.next = begin + std::ssize(part);
  if (file) ::lseek(file.get(), told.next, SEEK_SET);
  task.registers.set_result(std::ssize(part));
  task.registers.write(task.tid);
}

}  // namespace

bool reads_otherwise(const RunState& run, const Task& task, int fd) {
  const auto target = descriptor_target(task.tid, fd);
  return target && (whose_state(*target) || (run.controlled() && *target == notifications));
}

void show_as_alone(RunState& run, Task& task) {
  const int fd = static_cast<int>(task.call->arguments[0]);
  const auto target = descriptor_target(task.tid, fd);
  if (!target) return;
  if (run.controlled() && *target == notifications) return show_cookies(run, task);
  if (whose_state(*target)) show_process(run, task, fd, *target);
}

}  // namespace procdemo::syscalls
