#include "syscalls/rows/targets.h"

#include <cerrno>

#include "base/procfs.h"
#include "world/own_processes.h"

namespace procdemo::syscalls {

namespace {

// A process in a PID namespace of its own has other numbers, and reaches nobody outside of it.
bool counts_as_we_do(const Task& task) {
  return task.process->seen == task.process->pid;
}

}  // namespace

bool is_own(RunState& run, const Task& sender, pid_t seen) {
  if (seen <= 0 || !counts_as_we_do(sender) || run.family.task(seen)) return false;
  return is_procdemo(seen);
}

bool is_outside(RunState& run, const Task& sender, pid_t seen) {
  if (!counts_as_we_do(sender)) return run.family.by_seen_pid(seen) == nullptr;
  return !run.family.task(seen) && !run.family.by_pid(seen);
}

Then refuse_own(RunState& run, Task& task) {
  run.log.note(task, "procdemo");
  task.registers.answer(-EPERM);
  return Then::answered;
}

std::optional<pid_t> seen_by(const Task& sender, pid_t pid) {
  const auto own = proc_status(sender.tid), other = proc_status(pid);
  if (!own || !other || own->nspid.empty()) return std::nullopt;
  const std::size_t level = own->nspid.size() - 1;
  return level < other->nspid.size() ? std::optional(other->nspid[level]) : std::nullopt;
}

}  // namespace procdemo::syscalls
