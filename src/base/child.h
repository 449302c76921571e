// A child process as a value, and with it the right to signal it and to wait for it.
//
// kill(2) takes a number. 0 and -1 mean groups of processes, or all of this user's, and the number
// of a process that was waited for means another one before long. So the number of a child stands
// in one place, which has it from fork(2) itself, is the only one to wait for that child, and gives
// it up when it has. Where the kernel has descriptors for processes (pidfd_open(2), Linux 5.3) the
// child is signalled and waited for through that: it means this process or none.
//
// The idea of a policy for the end (wait, terminate, kill, each with its time) is reproc's.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <csignal>
#include <optional>
#include <utility>

#include "base/fd.h"
#include "base/room.h"
#include "base/wait_status.h"

namespace procdemo::base {

/// What becomes of a child that nobody has waited for, when its owner ends. Each step follows where
/// the one before did not end it: wait for its own end, then SIGTERM and wait again, then SIGKILL.
struct StopPolicy {
  std::chrono::milliseconds wait{0};
  std::chrono::milliseconds terminate{0};  ///< 0: no SIGTERM is sent
  bool group = false;  ///< not it alone is signalled, but the process group that it leads
};

constexpr StopPolicy kill_at_once{};

/// One child of this process, which runs or has ended. There is no Child without a process: a fork
/// that fails throws instead. A copy of the object in a forked child owns nobody there.
///
/// For one thread at a time, except that pidfd() may be used by all.
class Child {
 public:
  /// Returns twice, as fork(2): the child in the parent, nothing in the child. Throws
  /// std::system_error where there are no processes or descriptors left; then there is no child.
  static std::optional<Child> fork(StopPolicy at_end);

  /// The child runs `body`, which returns its exit status, and ends by _exit(2): with 127 where
  /// `body` throws.
  template <class Body>
  static Child run(StopPolicy at_end, const Body& body) {
    std::optional<Child> child = fork(at_end);
    if (!child) end_with(body);
    return std::move(*child);
  }

  /// The same in this process's own memory (vfork(2)), which saves the copy: this process waits
  /// until the child ends, and `body` changes nothing of it.
  template <class Body>
  static Child run_within(const Body& body) {
    expect_descriptor_left();
    const pid_t pid = check("vfork", ::vfork());
    if (pid == 0) end_with(body);
    return Child(pid, kill_at_once);
  }

  Child(Child&& other) noexcept { swap(other); }
  Child& operator=(Child other) noexcept {
    swap(other);
    return *this;
  }
  ~Child();  ///< ends it as the policy says, and waits for it

  /// Until it was waited for. Throws std::logic_error afterwards.
  pid_t pid() const;

  /// What fork(2) returned, for messages: once the child was waited for, the number may be
  /// another's.
  pid_t born_as() const { return born_as_; }

  /// Readable once it has ended, before and after it was waited for. Empty on a kernel that has no
  /// such descriptors.
  const Fd& pidfd() const { return pidfd_; }

  /// False: it has ended, or is another process's child (after a fork of this one). Throws
  /// std::system_error for any other failure.
  bool signal(int signal) const;

  /// The same for the process group (setpgid(2)) that it leads: until it was waited for, the number
  /// is that group's alone.
  bool signal_group(int signal) const;

  /// Waits for its end. Nothing where the kernel has reaped it
  /// by itself, for this process ignores SIGCHLD, or somebody waited for any child.
  std::optional<WaitStatus> wait();

  /// Whether it has ended, until then. Then it was waited for.
  bool wait_until(std::chrono::steady_clock::time_point deadline);
  bool wait_for(std::chrono::milliseconds at_most);
  bool try_wait() { return wait_for(std::chrono::milliseconds(0)); }

  /// For its tracer (ptrace(2)): its next stop, or its end.
  WaitStatus wait_for_stop();

  /// Leaves it to its tracer, which is told of its end: returns its PID, and owns nobody.
  pid_t release() &&;

  /// What wait() returned; nothing before.
  std::optional<WaitStatus> status() const { return status_; }

 private:
  Child(pid_t pid, StopPolicy at_end);
  static void expect_descriptor_left();

  template <class Body>
  [[noreturn]] static void end_with(const Body& body) noexcept {
    int status = 127;
    try {
      status = body();
    } catch (...) {  // nobody to be told: the status says it
    }
    ::_exit(status);
  }

  bool is_ours() const { return pid_ && ::getpid() == owner_; }
  bool has_ended_by(std::chrono::steady_clock::time_point deadline) const;
  void swap(Child& other) noexcept;
  void end_by_policy();
  void end_group_by_policy();

  std::optional<pid_t> pid_;  // while it is ours to reap
  pid_t born_as_ = 0;
  Fd pidfd_;
  std::optional<WaitStatus> status_;
  pid_t owner_ = 0;  // who forked it
  StopPolicy at_end_;
};

/// Whether a process or thread of this number is a child or a tracee of this process that nobody
/// has waited for: until then nobody else gets the number. Needs no descriptor.
bool is_unreaped(pid_t id);

}  // namespace procdemo::base
