#include "tracee/event_message.h"

#include <sys/ptrace.h>

#include <csignal>

namespace procdemo::tracee {

// SIGKILL takes a task out of any stop, on to that of its exit: what was reported of it is then out
// of date, and the message is the exit's. Asked afterwards, the kernel says whose it was. No signal
// takes it out of that last one.
std::optional<unsigned long> event_message(pid_t tid, const Stopped& stop) {
  unsigned long message = 0;
  siginfo_t now;
  if (::ptrace(PTRACE_GETEVENTMSG, tid, nullptr, &message) != 0) return std::nullopt;
  if (stop.at == Stopped::At::exit) return message;
  if (::ptrace(PTRACE_GETSIGINFO, tid, nullptr, &now) != 0) return std::nullopt;
  return now.si_code == stop.code ? std::optional(message) : std::nullopt;
}

}  // namespace procdemo::tracee
