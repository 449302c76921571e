#include "syscalls/rows/files/read_as_alone.h"

#include <sys/inotify.h>
#include <sys/stat.h>

#include <charconv>
#include <cstddef>

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

std::string as_alone(RunState& run, const std::string& target, const std::string& read) {
  std::string text = read;
  if (target == notifications) number_anew(run, text);
  const auto pid = whose_state(target);
  const Process* const process = pid ? run.family.by_seen_pid(*pid) : nullptr;
  if (!process) return text;
  const bool stopped = is_stopped(run, *process);
  target.ends_with("/stat") ? show_running(text, stopped) : show_running_in_words(text, stopped);
  return text;
}

}  // namespace

bool reads_otherwise(const RunState& run, const Task& task, int fd) {
  const auto target = descriptor_target(task.tid, fd);
  return target && (whose_state(*target) || (run.controlled() && *target == notifications));
}

void show_as_alone(RunState& run, Task& task) {
  constexpr std::int64_t most = 1 << 16;
  const std::int64_t size = task.registers.result();
  const int fd = static_cast<int>(task.call->arguments[0]);
  if (size <= 0 || size > most || !reads_otherwise(run, task, fd)) return;
  const std::uint64_t address = task.call->arguments[1];
  const std::string read = read_memory(task, address, static_cast<std::size_t>(size));
  const std::string told = as_alone(run, descriptor_target(task.tid, fd).value_or(""), read);
  if (told == read || told.size() > read.size()) return;
  if (!write_memory(task, address, told.data(), told.size())) return;
  task.registers.set_result(static_cast<std::int64_t>(told.size()));
  task.registers.write(task.tid);
}

}  // namespace procdemo::syscalls
