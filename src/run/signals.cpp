#include "run/signals.h"

#include <sys/syscall.h>
#include <unistd.h>

#include <csignal>

namespace procdemo::run {

void TraceeSignals::send(const Process& process, int signal) const {
  if (process.tasks == 0 || process.ended || reaped_.contains(process.pid)) return;
  ::kill(process.pid, signal);
}

void TraceeSignals::send(const Task& task, int signal) const {
  if (reaped_.contains(task.tid)) return;
  ::syscall(SYS_tgkill, task.process->pid, task.tid, signal);
}

void TraceeSignals::kill_newcomer(pid_t tid) const {
  if (!reaped_.contains(tid)) ::kill(tid, SIGKILL);
}

void TraceeSignals::forge(const Process& target, int signal, Sender sender) {
  forged_[{target.pid, signal}] = std::move(sender);
}

std::optional<TraceeSignals::Sender> TraceeSignals::take_forged(const Process& target, int signal) {
  const auto found = forged_.find({target.pid, signal});
  if (found == forged_.end()) return std::nullopt;
  Sender sender = std::move(found->second);
  forged_.erase(found);
  return sender;
}

}  // namespace procdemo::run
