// Signals to tracees, and why each reaches a tracee: the kernel keeps a PID, also a dead one's,
// until its tracer has waited for it (ptrace(2)), and the only place that waits is waiting.cpp. It
// takes stops from the kernel before they are handled: whose end is among them may be another
// process by now, and is let alone.
#include <sys/syscall.h>
#include <sys/wait.h>

#include <csignal>

#include "engine/observation.h"

namespace procdemo {

void Observation::signal(const Process& process, int signal) const {
  if (process.tasks == 0 || process.ended || waited_for_.contains(process.pid)) return;
  ::kill(process.pid, signal);
}

void Observation::signal(const Task& task, int signal) const {
  if (waited_for_.contains(task.tid)) return;
  ::syscall(SYS_tgkill, task.process->pid, task.tid, signal);
}

void Observation::kill_tracees() const {
  for (const Task* task : family_.in_order()) signal(*task->process, SIGKILL);
  for (const auto& [tid, status] : newcomers_) {
    if (WIFSTOPPED(status) && !waited_for_.contains(tid)) ::kill(tid, SIGKILL);
  }
}

}  // namespace procdemo
