// What one process knows of another, or of itself: the state behind the handles that are Process.
#pragma once

#include <sys/types.h>

#include <mutex>
#include <optional>
#include <string>
#include <utility>

#include "base/child.h"
#include "base/fd.h"
#include "multiprocess/shared/deadline.h"

namespace multiprocess {

/// A process seen from this one. fork(2) copies it, and then it is seen from another process: what
/// was a child here is a stranger there, which can be neither waited for nor polled.
class Life {
 public:
  enum class Role { not_started, child, parent, self, stranger, closed };

  /// `identity` says where in the family it belongs: "2:1" is the first that the
  /// second of the first process makes.
  Life(std::string name, bool daemon, std::string identity)
      : name(std::move(name)), daemon(daemon), identity(std::move(identity)) {}

  Life(const Life&) = delete;
  Life& operator=(const Life&) = delete;
  ~Life();

  Role role() const { return role_; }
  pid_t pid() const { return pid_; }
  int sentinel() const;

  /// What fork makes of it: the new process in its parent's eyes, and in its own; its parent, and
  /// its siblings.
  void become_child(procdemo::base::Child child);
  void become_self(pid_t pid);
  void become_parent(pid_t pid);
  void become_stranger();
  void become_closed();

  /// The end of a pipe that tells a daemon, by being closed, that this process has ended.
  void hold_bond(procdemo::base::Fd end) { bond_ = std::move(end); }

  /// Opens the descriptor of a parent, which most children never ask for.
  void watch_parent();

  void join();
  bool join(Seconds at_most) { return join(Deadline::after(at_most)); }
  bool join(Deadline until);
  bool is_alive();
  std::optional<int> exitcode();
  void send(int signal);
  void close();

  /// Why what is asked for cannot be, as an exception.
  [[noreturn]] void refuse(const std::string& why) const;

  std::string name;  ///< empty until start(), where the default name is meant
  bool daemon;
  const std::string identity;

 private:
  void expect_relative(const char* verb) const;
  const procdemo::base::Fd& end() const;
  void note_gone();
  bool ends_before(Deadline until) const;
  void take();
  void let_go();

  Role role_ = Role::not_started;
  pid_t pid_ = 0;
  std::optional<procdemo::base::Child> child_;
  procdemo::base::Fd bond_;
  procdemo::base::Fd parent_;  // its pidfd, once somebody has asked for it
  procdemo::base::Fd gone_;    // in place of a pidfd, where it ended before it could have one

  // Held while waitid(2) runs: whoever else waits wants the same answer, and gets it afterwards.
  std::mutex taking_;
  bool taken_ = false;           // the zombie is gone
  std::optional<int> exitcode_;  // nothing: somebody else took it
};

}  // namespace multiprocess
