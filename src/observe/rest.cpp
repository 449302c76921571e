#include "observe/rest.h"

#include <fmt/core.h>

#include <charconv>
#include <string_view>

#include "observe/calls.h"
#include "os/fd.h"
#include "os/procfs.h"

namespace procdemo {

namespace {

// One small file of /proc, without its newline; empty when the task is gone.
std::string read_small(pid_t tid, const char* file) {
  char path[64];
  *fmt::format_to_n(path, sizeof path - 1, "/proc/{}/{}", tid, file).out = '\0';
  const Fd open(::open(path, O_RDONLY | O_CLOEXEC));
  char text[256];
  const ssize_t size = open ? ::read(open.get(), text, sizeof text) : -1;
  return size > 0 ? std::string(text, static_cast<std::size_t>(size)) : "";
}

// A task that is gone is at rest too: its end is reported, or a thread that executed a program took
// the id of the process's first one (and its stop will come under that).
bool is_in(pid_t tid, char state) {
  const auto stat = proc_stat(tid);
  return !stat || stat->state == state;
}

// State S alone is no proof: a task sets it, then tests what it is about to wait for, and perhaps
// does not wait. /proc/TID/syscall says `running` until the task has left the processor in earnest.
// And it says nothing of a task that was woken and has not run yet: its state does.
bool sleeps_in_call(pid_t tid) {
  if (read_small(tid, "syscall").starts_with("running")) return false;
  return is_in(tid, 'S');
}

// The kernel ends a process's other threads before it executes a program in it.
bool executes_among_threads(const Task& task) {
  return task.process->tasks > 1 && task.call && task.call->handler->name.starts_with("execve");
}

}  // namespace

bool is_at_rest(const Task& task) {
  if (task.exiting) return task.process->tasks > 1 && is_in(task.tid, 'Z');
  if (task.stopped) return is_in(task.tid, 'T') || is_in(task.tid, 't');
  if (task.vforking || executes_among_threads(task)) return is_in(task.tid, 'D');
  return sleeps_in_call(task.tid);
}

std::optional<SleepingCall> sleeping_call(pid_t tid) {
  const std::string text = read_small(tid, "syscall");
  SleepingCall call;
  const char* at = text.data();
  const char* const end = at + text.size();
  const auto number = std::from_chars(at, end, call.number);
  if (number.ec != std::errc()) return std::nullopt;
  at = number.ptr;
  for (std::uint64_t& argument : call.arguments) {
    if (end - at < 4) break;
    at = std::from_chars(at + 3, end, argument, 16).ptr;  // after " 0x"
  }
  return call;
}

std::uint64_t processor_time(pid_t tid) {
  const std::string text = read_small(tid, "schedstat");
  std::uint64_t used = 0;
  std::from_chars(text.data(), text.data() + text.size(), used);
  return used;
}

}  // namespace procdemo
