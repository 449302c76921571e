#include "world/terminal/foreground.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>

#include "base/helper.h"
#include "base/own_signal.h"
#include "base/pidfd.h"
#include "base/procfs.h"
#include "base/signal_mask.h"
#include "world/stand_in.h"

namespace procdemo::world {

namespace {

constexpr int typed_mark = 0x6b657973;  // in a signal that is handed on

// Whoever is there may have it by right: a shell to which Ctrl-Z gave it.
bool is_empty(pid_t group) {
  return std::ranges::none_of(all_pids(), [&](pid_t pid) {
    const auto stat = proc_stat(pid);
    return stat && stat->pgid == group && stat->state != 'Z';
  });
}

bool all_are_controlling_terminal() {
  return std::ranges::all_of(std::array{STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO},
                             [](int fd) { return ::tcgetsid(fd) == ::getsid(0); });
}

// --- the helper ---

void hand_on(const Fd& procdemo, std::uint32_t signal) {
  siginfo_t info{};
  info.si_signo = static_cast<int>(signal);
  info.si_code = SI_QUEUE;
  info.si_pid = ::getpid();
  info.si_value.sival_int = typed_mark;
  ::syscall(SYS_pidfd_send_signal, procdemo.get(), info.si_signo, &info, 0);
}

// A hang-up of the terminal is told from that of an orphaned group, which the kernel sends, too.
bool is_for_procdemo(const signalfd_siginfo& signal, const Fd& terminal) {
  if (signal.ssi_code != SI_KERNEL) return false;
  return signal.ssi_signo != SIGHUP || ::tcgetpgrp(terminal.get()) < 0;
}

// Until procdemo ends. Where it ends without a word it was killed, and its run with it: the
// terminal goes back to whom it was taken from.
void listen(pid_t before) {
  const Fd connection(Helper::own_end), procdemo(Helper::own_end + 1),
      terminal(Helper::own_end + 2);
  const SignalFd signals(signal_set({SIGINT, SIGQUIT, SIGHUP}));
  pollfd ready[] = {{connection.get(), POLLIN, 0}, {signals.fd(), POLLIN, 0}};
  while (true) {
    ::poll(ready, std::size(ready), -1);
    while (const auto signal = signals.next()) {
      if (is_for_procdemo(*signal, terminal)) hand_on(procdemo, signal->ssi_signo);
    }
    if (ready[0].revents == 0) continue;
    char all_is_well;
    if (::recv(connection.get(), &all_is_well, 1, 0) > 0) return;
    if (::tcgetpgrp(terminal.get()) == ::getpgrp()) ::tcsetpgrp(terminal.get(), before);
    return;
  }
}

}  // namespace

Foreground::Foreground() : terminal_(::open("/dev/tty", O_RDONLY | O_NOCTTY | O_CLOEXEC)) {
  if (terminal_) group_ = ::tcgetpgrp(terminal_.get());
}

void Foreground::end() {
  if (listener_) {
    constexpr std::chrono::seconds patience{10};  // with a helper that somebody has stopped
    ::send(listener_.get(), "!", 1, MSG_NOSIGNAL);
    pollfd end{listener_.get(), POLLIN, 0};
    ::poll(&end, 1, static_cast<int>(std::chrono::milliseconds(patience).count()));
    listener_.reset();
  }
  if (!terminal_ || group_ <= 0) return;
  const pid_t now = ::tcgetpgrp(terminal_.get());
  const bool ours = now <= 0 || now == first_ || is_empty(now);
  if (now != group_ && ours) ::tcsetpgrp(terminal_.get(), group_);
}

void Foreground::let_lead(pid_t first) {
  if (terminal_ && !all_are_controlling_terminal()) return;
  if (::setpgid(first, first) != 0) return;
  first_ = first;
  if (terminal_ && !give_to(first)) {
    ::setpgid(first, ::getpgrp());
    first_ = 0;
  }
}

bool Foreground::give_to(pid_t group) try {
  const Fd procdemo = open_process(::getpid());
  listener_ = start_helper(
                  "procdemo-keys", [before = group_] { listen(before); },
                  {procdemo.get(), terminal_.get()}, group)
                  .connection;
  if (group_ == ::getpgrp()) ::tcsetpgrp(terminal_.get(), group);
  return true;
} catch (const std::system_error&) {
  return false;  // no process is left for it
}

bool Foreground::stop_with_program() {
  if (!first_ || !terminal_ || !has_shell()) return false;
  signal_own_group(SIGSTOP);
  if (::tcgetpgrp(terminal_.get()) == ::getpgrp()) ::tcsetpgrp(terminal_.get(), first_);
  return true;
}

bool was_typed(const signalfd_siginfo& signal) {
  return signal.ssi_code == SI_KERNEL || was_handed_on(signal);
}

bool was_handed_on(const signalfd_siginfo& signal) {
  return signal.ssi_code == SI_QUEUE && signal.ssi_int == typed_mark;
}

}  // namespace procdemo::world
