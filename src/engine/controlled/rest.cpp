#include "engine/controlled/rest.h"

#include <sys/ptrace.h>

#include <charconv>
#include <string_view>

#include "base/fd.h"
#include "tracee/task_file.h"

namespace procdemo::engine {

namespace {

// One small file of /proc, without its newline; empty when the task is gone.
std::string read_small(pid_t tid, const char* file) {
  const Fd open = open_of_task(tid, file, O_RDONLY);
  char text[256];
  const ssize_t size = open ? ::read(open.get(), text, sizeof text) : -1;
  return size > 0 ? std::string(text, static_cast<std::size_t>(size)) : "";
}

// "4212 (a) b) S 1 ...": the name has 15 bytes at the most, and may hold anything.
//
// A task that is gone is at rest too: its end is reported, or a thread that executed a program took
// the id of the process's first one (and its stop will come under that).
bool is_in(Task& task, char state) {
  constexpr std::size_t longest_head = 40;
  const std::string stat = read_again(task.tid, "stat", task.stat_file).substr(0, longest_head);
  const std::size_t name_end = stat.rfind(") ");
  return name_end == stat.npos || stat[name_end + 2] == state;
}

// State S alone is no proof: a task sets it, then tests what it is about to wait for, and perhaps
// does not wait. /proc/TID/syscall says `running` until the task has left the processor in earnest.
// And it says nothing of a task that was woken and has not run yet: its state does.
bool sleeps_in_call(Task& task) {
  if (read_again(task.tid, "syscall", task.call_file).starts_with("running")) return false;
  return is_in(task, 'S');
}

// The kernel ends a process's other threads before it executes a program in it.
bool executes_among_threads(const Task& task) {
  return task.process->tasks > 1 && waits_for<wait::Exec>(task);
}

}  // namespace

bool is_at_rest(Task& task) {
  if (task.phase == Phase::exiting) return task.process->tasks > 1 && is_in(task, 'Z');
  if (task.phase == Phase::stopped) return is_in(task, 'T') || is_in(task, 't');
  if (task.phase == Phase::vforking || executes_among_threads(task)) return is_in(task, 'D');
  return sleeps_in_call(task);
}

bool is_in_stop(pid_t tid) {
  unsigned long message;
  return ::ptrace(PTRACE_GETEVENTMSG, tid, nullptr, &message) == 0;  // ESRCH otherwise
}

ProcessorUse processor_use(pid_t tid) {
  const std::string text = read_small(tid, "schedstat");
  ProcessorUse use;
  const char* const end = text.data() + text.size();
  const char* const behind = std::from_chars(text.data(), end, use.ran).ptr;
  if (behind != end) std::from_chars(behind + 1, end, use.waited);
  return use;
}

}  // namespace procdemo::engine
