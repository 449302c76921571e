// Signals to tracees, and why each reaches a tracee: the kernel keeps a PID, also a dead one's,
// until its tracer has waited for it (ptrace(2)). The engine takes stops from the kernel before it
// handles them, and says here whose end was among them: that number may be another process's by
// now, and is let alone.
#pragma once

#include <sys/types.h>

#include <map>
#include <optional>
#include <unordered_set>
#include <utility>

#include "run/family.h"
#include "run/room.h"

namespace procdemo::run {

class TraceeSignals {
 public:
  /// Its end was taken from the kernel; and was handled.
  void was_reaped(pid_t tid) { reaped_.insert(tid); }
  void was_handled(pid_t tid) { reaped_.erase(tid); }

  /// To a process of the run that has not ended: to one that has, it does nothing.
  void send(const Process& process, int signal) const;
  void send(const Task& task, int signal) const;

  /// To a tracee that stopped before its maker told of it.
  void kill_newcomer(pid_t tid) const;

  /// A signal that procdemo sends in a process's name: whoever gets it shall be told the truth.
  struct Sender {
    Name name;
    pid_t seen = 0;  ///< as the processes see it
  };
  void forge(const Process& target, int signal, Sender sender);
  std::optional<Sender> take_forged(const Process& target, int signal);

 private:
  std::unordered_set<pid_t> reaped_;                // and not yet handled
  std::map<std::pair<pid_t, int>, Sender> forged_;  // by target and signal
};

}  // namespace procdemo::run
