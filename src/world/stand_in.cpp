#include "world/stand_in.h"

#include <poll.h>
#include <unistd.h>

#include <csignal>

#include "base/fd.h"
#include "base/own_signal.h"
#include "base/procfs.h"

namespace procdemo::world {
namespace {

// Ctrl-C at the terminal reaches the child too; a signal that was sent reaches this process alone.
bool was_sent(const signalfd_siginfo& signal) {
  return signal.ssi_code <= 0;
}

// Until the shell continues this process.
void stop_with(const Child& child, bool shell) {
  if (!shell) return;
  child.signal(SIGSTOP);
  signal_self(SIGSTOP);
  child.signal(SIGCONT);
}

// Waits for signals, and does with each what `take` says. True once the child has ended.
bool take_signals(Child& child, const SignalFd& signals, const auto& take,
                  KeyboardReader* keyboard = nullptr) {
  pollfd ready[] = {{signals.fd(), POLLIN, 0},
                    {keyboard ? keyboard->request_fd() : -1, POLLIN, 0},
                    {keyboard ? keyboard->terminal_fd() : -1, POLLIN, 0}};
  ::poll(ready, std::size(ready), -1);
  if (keyboard) keyboard->look();
  while (const auto signal = signals.next()) {
    if (signal->ssi_signo != SIGCHLD) take(*signal);
  }
  return child.try_wait();
}

}  // namespace

sigset_t signals_handed_on() {
  return signal_set({SIGCHLD, SIGINT, SIGQUIT, SIGTERM, SIGHUP, SIGCONT});
}

sigset_t signals_and_stops_handed_on() {
  sigset_t signals = signals_handed_on();
  ::sigaddset(&signals, SIGTSTP);
  return signals;
}

WaitStatus stand_for(Child& child, const SignalFd& signals, KeyboardReader* keyboard) {
  const auto take = [&](const signalfd_siginfo& signal) {
    if (signal.ssi_signo == SIGCONT) {
      if (keyboard) keyboard->put_settings();
    } else if (was_sent(signal)) {
      child.signal(static_cast<int>(signal.ssi_signo));
    }
  };
  while (!take_signals(child, signals, take, keyboard)) continue;
  return child.status().value_or(WaitStatus::of_exit(127));
}

WaitStatus stand_for_session(Child& child, const SignalFd& signals, bool shell) {
  const auto take = [&](const signalfd_siginfo& signal) {
    if (signal.ssi_signo == SIGTSTP) return stop_with(child, shell);
    if (signal.ssi_signo == SIGCONT) return;
    child.signal(static_cast<int>(signal.ssi_signo));
  };
  while (!take_signals(child, signals, take)) continue;
  return child.status().value_or(WaitStatus::of_exit(127));
}

bool has_shell() {
  pid_t parent = ::getppid();
  while (parent > 1 && ::getpgid(parent) == ::getpgrp()) {  // a script, time(1)
    const auto stat = proc_stat(parent);
    parent = stat ? stat->ppid : 0;
  }
  return parent > 0 && ::getsid(parent) == ::getsid(0) && ::getpgid(parent) != ::getpgrp();
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
