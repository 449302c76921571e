// The fence: a control group of its own around all processes of a run.
//
// Nobody leaves it by forking, by a new session or by another program: who is inside is known to
// the kernel, whatever procdemo has seen. It bounds what they use together, and ends them all. A
// janitor (os/janitor.h) makes it, and empties and removes it, also when procdemo is killed.
//
// In version 1 of cgroups memory is a tree of its own: there the fence is two folders.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "os/cgroup.h"
#include "os/fd.h"
#include "os/janitor.h"

namespace procdemo {

class Fence {
 public:
  enum class Counts { if_possible, needed };

  /// Makes it. With Counts::needed it can bound the number of tasks (pids.max). Throws
  /// std::system_error, with what the kernel refused, where this user can make none.
  explicit Fence(Counts counts);

  /// The most tasks inside: the kernel refuses more. Throws std::system_error.
  void bound_tasks(std::int64_t tasks) const;

  /// The most bytes that all inside may have together, swap included: the kernel ends one of them
  /// when that is reached. False where it can't be bound here.
  bool bound_memory(std::int64_t bytes);

  /// Whether the kernel has ended somebody inside because of that bound.
  bool ran_out_of_memory() const;

  /// Whether a process may enter, tried by one: a kernel, or an observer of procdemo, that lets a
  /// cgroup be made may still refuse it.
  bool lets_in() const;

  /// As fork(2), by `make`; the child is inside before this returns in it. -1 and errno, and no
  /// child, where it can't get in.
  pid_t fork(const std::function<pid_t()>& make);

  /// Who is inside, zombies left out.
  std::vector<pid_t> members() const { return members_of_cgroup(folder_); }

  /// Sends SIGKILL to all inside. Does not wait.
  void kill_all() const { kill_cgroup(folder_); }

 private:
  void make_folder(Counts counts);
  void make_memory_folder();
  int enter() const;
  void join(int told);

  Janitor janitor_;
  std::string folder_;
  std::string memory_;  // where memory is bound: the same folder in version 2; empty: nowhere
  int memory_version_ = 2;
  Fd entry_, memory_entry_;  // cgroup.procs: who writes "0" there is in
};

}  // namespace procdemo
