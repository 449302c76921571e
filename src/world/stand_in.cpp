#include "world/stand_in.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

#include "base/fd.h"
#include "base/own_signal.h"

namespace procdemo::world {
namespace {

// Ctrl-C at the terminal reaches the child too; a signal that was sent reaches this process alone.
bool was_sent(const signalfd_siginfo& signal) {
  return signal.ssi_code <= 0;
}

bool is_stopped(const Child& child) {
  siginfo_t news{};
  const id_t pid = static_cast<id_t>(child.pid());
  return ::waitid(P_PID, pid, &news, WSTOPPED | WNOHANG | WNOWAIT) == 0 && news.si_pid != 0;
}

// If this process's own group has it.
void hand_over_terminal(pid_t group) {
  const Fd terminal(::open("/dev/tty", O_RDONLY | O_NOCTTY | O_CLOEXEC));
  if (terminal && ::tcgetpgrp(terminal.get()) == ::getpgrp()) ::tcsetpgrp(terminal.get(), group);
}

// Waits for a signal, and hands it on: of those from the terminal, too, what the child's group does
// not get. True once the child has ended.
bool hand_on(Child& child, const SignalFd& signals, bool from_terminal) {
  pollfd ready = {signals.fd(), POLLIN, 0};
  ::poll(&ready, 1, -1);
  while (const auto signal = signals.next()) {
    const int number = static_cast<int>(signal->ssi_signo);
    if (number == SIGCHLD) continue;
    if (from_terminal || was_sent(*signal)) child.signal(number);
  }
  return child.try_wait();
}

}  // namespace

sigset_t signals_handed_on() {
  return signal_set({SIGCHLD, SIGINT, SIGQUIT, SIGTERM, SIGHUP});
}

WaitStatus stand_for(Child& child, const SignalFd& signals) {
  while (!hand_on(child, signals, false)) continue;
  return child.status().value_or(WaitStatus::of_exit(127));
}

WaitStatus stand_for_group(Child& child, const SignalFd& signals, bool shell) {
  while (!hand_on(child, signals, true)) {
    if (!is_stopped(child)) continue;
    if (shell) signal_self(SIGSTOP);  // until it continues this one
    const bool leads = ::getpgid(child.pid()) == child.pid();
    if (leads) hand_over_terminal(child.pid());
    leads ? child.signal_group(SIGCONT) : child.signal(SIGCONT);
  }
  return child.status().value_or(WaitStatus::of_exit(127));
}

bool has_shell() {
  const pid_t parent = ::getppid();
  return ::getsid(parent) == ::getsid(0) && ::getpgid(parent) != ::getpgrp();
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
