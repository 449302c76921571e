// What waitpid(2) says of a process, decoded.
//
// The kernel packs it into one number: how a process ended, or which of ptrace's many stops a task
// is in (ptrace(2), "Stopped states"). Nobody else looks into that number. (The idea of such a
// value is rr's WaitStatus.)
#pragma once

#include <sys/ptrace.h>
#include <sys/wait.h>

#include <csignal>
#include <optional>
#include <variant>

#include "base/room.h"

namespace procdemo::base {

struct Exited {
  int code = 0;
};

struct Killed {
  int signal = 0;
  bool core = false;  ///< its memory was dumped
};

struct Stopped {
  enum class At {
    call,        ///< at a call's entry or end, which PTRACE_SYSCALL asked for
    filter,      ///< at a call's entry, by a seccomp filter
    fork,        ///< it has made a child
    vfork,       ///< likewise, and waits until that child executes or ends
    vfork_done,  ///< that child has
    clone,       ///< it has made a thread, or a child with a flag of its own
    exec,        ///< it has executed a program
    exit,        ///< it is about to end
    group_stop,  ///< by SIGSTOP or the like, with all of its process
    interrupt,   ///< born, interrupted by its tracer, or continued after a group stop
    signal,      ///< about to get `signal`
  };

  At at = At::signal;
  int signal = 0;
  int code = 0;  ///< si_code, as PTRACE_GETSIGINFO shows it while the task is in a stop of an event
};

class WaitStatus {
 public:
  explicit WaitStatus(int raw) : raw_(raw) {}
  static WaitStatus of_exit(int code) { return WaitStatus(W_EXITCODE(code, 0)); }
  static WaitStatus of_signal(int signal, bool core = false) {
    return WaitStatus(W_EXITCODE(0, signal) | (core ? WCOREFLAG : 0));
  }

  /// As waitpid(2) gave it, for those who hand it on as a number.
  int raw() const { return raw_; }
  bool operator==(const WaitStatus&) const = default;

  bool has_ended() const { return !WIFSTOPPED(raw_); }
  bool is_success() const { return *this == of_exit(0); }

  /// Of one that has ended, as a shell has it: its code, or 128 and the signal's number.
  int shell_status() const { return WIFSIGNALED(raw_) ? 128 + WTERMSIG(raw_) : WEXITSTATUS(raw_); }

  std::variant<Exited, Killed, Stopped> what() const {
    if (WIFSTOPPED(raw_)) return Stopped{at(), WSTOPSIG(raw_), raw_ >> 8};
    if (WIFSIGNALED(raw_)) return Killed{WTERMSIG(raw_), WCOREDUMP(raw_) != 0};
    return Exited{WEXITSTATUS(raw_)};
  }

  std::optional<Stopped> stop() const { return as<Stopped>(); }
  std::optional<Exited> exited() const { return as<Exited>(); }
  std::optional<Killed> killed() const { return as<Killed>(); }

 private:
  template <class What>
  std::optional<What> as() const {
    const auto is = what();
    const What* found = std::get_if<What>(&is);
    return found ? std::optional(*found) : std::nullopt;
  }

  Stopped::At at() const {
    switch (raw_ >> 16) {
      case PTRACE_EVENT_SECCOMP:
        return Stopped::At::filter;
      case PTRACE_EVENT_FORK:
        return Stopped::At::fork;
      case PTRACE_EVENT_VFORK:
        return Stopped::At::vfork;
      case PTRACE_EVENT_VFORK_DONE:
        return Stopped::At::vfork_done;
      case PTRACE_EVENT_CLONE:
        return Stopped::At::clone;
      case PTRACE_EVENT_EXEC:
        return Stopped::At::exec;
      case PTRACE_EVENT_EXIT:
        return Stopped::At::exit;
      case PTRACE_EVENT_STOP:
        return stops_a_process(WSTOPSIG(raw_)) ? Stopped::At::group_stop : Stopped::At::interrupt;
      default:
        // PTRACE_O_TRACESYSGOOD marks them so.
        return WSTOPSIG(raw_) == (SIGTRAP | 0x80) ? Stopped::At::call : Stopped::At::signal;
    }
  }

  static bool stops_a_process(int signal) {
    return signal == SIGSTOP || signal == SIGTSTP || signal == SIGTTIN || signal == SIGTTOU;
  }

  int raw_;
};

}  // namespace procdemo::base
