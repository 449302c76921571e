// The fence: a control group of its own around all processes of a run.
//
// Nobody leaves it by forking, by a new session or by another program: who is inside is known to
// the kernel, whatever procdemo has seen. It bounds what they use together, and ends them all. A
// janitor (world/janitor.h) makes it, and empties and removes it, also when procdemo is killed. A
// janitor and a cgroup cost a millisecond: many runs share a few fences (Fences), one after
// another.
//
// In version 1 of cgroups memory is a tree of its own: there the fence is two folders.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/fd.h"
#include "world/cgroup.h"
#include "world/janitor.h"
#include "world/room.h"

namespace procdemo::world {

class Fence {
 public:
  enum class Counts { if_possible, needed };

  /// Makes it. With Counts::needed it can bound the number of tasks (pids.max). Throws
  /// std::system_error, with what the kernel refused, where this user can make none. It is
  /// removed by `janitor`, which outlives it, else by one of its own and before this object ends.
  explicit Fence(Counts counts, Janitor* janitor = nullptr);

  /// The most tasks inside: the kernel refuses more. Throws std::system_error.
  void bound_tasks(std::int64_t tasks) const;

  /// The most bytes that all inside may have together, swap included: the kernel ends one of them
  /// when that is reached. False where it can't be bound here.
  bool bound_memory(std::int64_t bytes);

  /// Whether the kernel has ended somebody inside because of that bound, since it was set.
  bool ran_out_of_memory() const;

  /// Whether a process may enter, tried by one: a kernel, or an observer of procdemo, that lets a
  /// cgroup be made may still refuse it.
  bool lets_in() const;

  /// As fork(2), by `make`; the child is inside before this returns in it. -1 and errno, and no
  /// child, where it can't get in.
  pid_t fork(const std::function<pid_t()>& make);

  /// The same by `make`, which starts a process that calls what it is given: that is inside, and
  /// then `become`.
  using Start = std::function<pid_t(const std::function<void()>& inside)>;
  pid_t start(const Start& make, const std::function<void()>& become);

  /// Who is inside, zombies left out.
  std::vector<pid_t> members() const { return members_of_cgroup(folder_); }

  /// Sends SIGKILL to all inside, and nobody inside can fork any more. Does not wait.
  void kill_all() const { kill_cgroup(folder_); }

  /// Who enters after that can.
  void open_again() const;

 private:
  void make_folder(const std::vector<CgroupPlace>& places, Counts counts, Janitor& janitor);
  void make_memory_folder(const std::vector<CgroupPlace>& places, Janitor& janitor);
  int enter() const;
  void join(int told) const;
  static pid_t if_inside(pid_t pid, Pipe told);
  std::int64_t ended_for_memory() const;

  std::optional<Janitor> own_janitor_;
  std::string folder_;
  std::string memory_;  // where memory is bound: the same folder in version 2; empty: nowhere
  int memory_version_ = 2;
  std::int64_t ended_before_ = 0;  // by earlier bounds
  Fd entry_, memory_entry_;        // who writes "0" there is in
};

/// The fences of runs of which some are under way at once.
class Fences {
 public:
  /// `janitor` removes them all.
  explicit Fences(Janitor& janitor) : janitor_(janitor) {}

  /// One that nobody is in; none where there can be none.
  std::unique_ptr<Fence> take();

  /// After its run. Who is in it all the same is killed.
  void give_back(std::unique_ptr<Fence> fence);

 private:
  Janitor& janitor_;
  std::vector<std::unique_ptr<Fence>> free_;
  bool can_be_made_ = true;
};

}  // namespace procdemo::world
