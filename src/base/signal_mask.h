// Signals blocked for a scope, or read from a descriptor.
#pragma once

#include <sys/signalfd.h>

#include <csignal>
#include <initializer_list>
#include <optional>

#include "base/fd.h"
#include "base/room.h"

namespace procdemo::base {

inline sigset_t signal_set(std::initializer_list<int> signals) {
  sigset_t set;
  ::sigemptyset(&set);
  for (const int signal : signals) ::sigaddset(&set, signal);
  return set;
}

inline sigset_t all_signals() {
  sigset_t set;
  ::sigfillset(&set);
  return set;
}

/// Blocks signals in this thread for its lifetime; the destructor restores the mask.
class SignalMask {
 public:
  explicit SignalMask(const sigset_t& blocked) {
    check("sigprocmask", ::sigprocmask(SIG_BLOCK, &blocked, &before_));
  }
  SignalMask(const SignalMask&) = delete;
  SignalMask& operator=(const SignalMask&) = delete;
  ~SignalMask() { restore(); }

  /// What the mask was: a forked child restores it before it becomes another program.
  const sigset_t& before() const { return before_; }
  void restore() const { ::sigprocmask(SIG_SETMASK, &before_, nullptr); }

 private:
  sigset_t before_;
};

/// Blocks signals and makes them readable (signalfd(2)). A pending one that nobody read is
/// delivered as usual when the object ends.
class SignalFd {
 public:
  explicit SignalFd(const sigset_t& signals)
      : mask_(signals),
        fd_(check("signalfd", ::signalfd(-1, &signals, SFD_CLOEXEC | SFD_NONBLOCK))) {}

  int fd() const { return fd_.get(); }
  const SignalMask& mask() const { return mask_; }

  /// The next signal that came, or nothing.
  std::optional<signalfd_siginfo> next() const {
    signalfd_siginfo info;
    const ssize_t got = ::read(fd_.get(), &info, sizeof info);
    if (got < 0 && errno == EAGAIN) return std::nullopt;
    check("read signalfd", got);
    return info;
  }

 private:
  SignalMask mask_;
  Fd fd_;
};

}  // namespace procdemo::base
