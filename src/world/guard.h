// Guards of the kernel: a second fence around a program that makes processes without end.
//
// The observer already refuses forks over the limit. A guard holds when the observer fails: the
// kernel itself then refuses, or kills. There are four, the best first:
//
// - "cgroup" (pids.max): counts exactly what is inside, kills it at once, leaves PIDs and user as
// they are. Needs a writable cgroup: root on a machine of its own, or a delegated one.
// - "pid-namespace": a small init of our own, whose end, and it ends with procdemo, ends all that
//   is inside. Works for ordinary users where user namespaces do. PIDs are small numbers then, and
//   not those that `ps` shows elsewhere.
// - "rlimit" (RLIMIT_NPROC): counts all tasks of this user, so it is only as exact as the user's
//   other processes are quiet. It refuses forks, and can't kill. It does not bind root.
// - "uid": RLIMIT_NPROC for a uid that nobody uses. All that is left to root in a default
//   container.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "world/room.h"

namespace procdemo::world {

class Fence;

/// One guard, set up for one run. Destroying it kills what is inside, where it can, and removes
/// what it made.
class Guard {
 public:
  virtual ~Guard() = default;

  /// "pid-namespace", "cgroup", "rlimit" or "uid": for the run's header and the narrators.
  virtual std::string name() const = 0;

  /// The most tasks (processes, zombies and threads) that the kernel lets be inside; nothing where
  /// it only kills. Known after fork().
  virtual std::optional<std::int64_t> bound() const = 0;

  /// Forks the process that will become the program, inside the guard, once a guard. As fork(2):
  /// returns its PID as seen from here, and 0 in it; or -1 and errno, or throws. The process need
  /// not be the caller's own child (before it is traced, wait for its end by pidfd), but is one
  /// that the caller may trace. Other processes that a guard needs are nobody's children here:
  /// waitpid(-1) never tells of one, and says ECHILD when the last tracee has been reaped.
  virtual pid_t fork() = 0;

  /// In the new process, after the observer has seized it and before the seccomp filter: what is
  /// left to do (limits, another user). Async-signal-safe calls alone. Returns 0, or errno.
  ///
  /// After "uid" the process is another user's: what it is to execute, write to or chdir into has
  /// to be opened before. Where the tracer has no CAP_SYS_PTRACE (a default container), it then
  /// reads memory with PTRACE_PEEKDATA: /proc/PID/mem, fd and pagemap are closed to it.
  virtual int enter() = 0;

  /// Whether kill_all() kills: all but "rlimit" do.
  virtual bool can_kill() const = 0;

  /// Kills all that is inside, if this guard can do that. Does not wait: a traced process ends when
  /// its tracer resumes it.
  virtual void kill_all() = 0;

  /// The fence that it is, or nullptr: a process is in one cgroup alone.
  virtual Fence* fence() { return nullptr; }

  /// Its own processes inside or around, which are none of the run.
  virtual std::vector<pid_t> helpers() const { return {}; }
};

/// What one guard would need here, for `doctor` and for the refusal.
struct GuardReport {
  std::string name;
  bool available = false;
  std::string reason;  ///< the kernel's words, when it isn't
};

/// Tries every guard for real: processes are forked inside until the kernel refuses. The best
/// first. A guard that is missing is no reason to throw.
std::vector<GuardReport> try_guards();

/// The best guard to be had here for at most `processes` at once, or nullptr. Zombies count, which
/// the observer's own limit leaves out: whoever wants the observer to refuse first asks for more.
/// `wanted` names one of them, or is empty for the best.
std::unique_ptr<Guard> make_guard(std::int64_t processes, const std::string& wanted = "");

}  // namespace procdemo::world
