#include "world/stand_in.h"

#include <poll.h>

#include "base/own_signal.h"

namespace procdemo::world {
namespace {

// Ctrl-C at the terminal reaches the child too; a signal that was sent reaches this process alone.
bool was_sent(const signalfd_siginfo& signal) {
  return signal.ssi_code <= 0;
}

}  // namespace

sigset_t signals_handed_on() {
  return signal_set({SIGCHLD, SIGINT, SIGQUIT, SIGTERM, SIGHUP});
}

WaitStatus stand_for(Child& child, const SignalFd& signals) {
  while (true) {
    pollfd ready = {signals.fd(), POLLIN, 0};
    ::poll(&ready, 1, -1);
    while (const auto signal = signals.next()) {
      const int number = static_cast<int>(signal->ssi_signo);
      if (number != SIGCHLD && was_sent(*signal)) child.signal(number);
    }
    if (child.try_wait()) return child.status().value_or(WaitStatus::of_exit(127));
  }
}

void end_as(WaitStatus status) {
  if (const auto killed = status.killed()) {
    ::signal(killed->signal, SIG_DFL);
    const sigset_t own = signal_set({killed->signal});
    ::sigprocmask(SIG_UNBLOCK, &own, nullptr);
    signal_self(killed->signal);
  }
  ::_exit(status.shell_status());
}

}  // namespace procdemo::world
