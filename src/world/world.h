// Where a run lives: made before it, gone after it, whichever process is killed.
//
// A world asks the kernel who lives in it, not what an observer has seen; it ends them all, and
// bounds what they use. Its processes are the run's; the few that maintain it (a janitor, the init
// of a namespace) are not.
//
// In a live run processes have the machine's own PIDs, and orphans the parents that they would have
// alone; the fence (fence.h) is a cgroup where this user can make one, else /proc is searched for
// the run's mark (mark.h).
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "trace/trace.h"
#include "world/room.h"

namespace procdemo::world {

class Fence;

/// What a world is to be like.
struct Wishes {
  Limits limits;
  bool guarded = false;     ///< the kernel itself bounds the number of processes (guard.h)
  std::string guard = "";   ///< which guard, by its name; empty: the best
  bool controlled = false;  ///< its programs see the same in every run
  bool observed = true;  ///< else there is a keeper (keeper.h): nobody is found by a mark, and the
                         ///< program stays this user's
  std::optional<Fence*> fence = {};  ///< of a run that is one of many, or null: without one
};

class World {
 public:
  virtual ~World() = default;  ///< removes what was made, and kills who is inside of that: not
                               ///< those who have nothing around them that could (can_kill)

  /// Forks the first process, once; inside it is in the world when this returns there. As fork(2):
  /// -1 and errno where it fails. Guard::fork says whose child it is.
  virtual pid_t fork() = 0;

  /// The same for one that is to execute a program: there `become` is called, and never returns. It
  /// may share this process's memory, as long as this lives (memory_guest.h).
  virtual pid_t start(const std::function<void()>& become) = 0;

  /// In the new process: the limits of the process itself, and those of a guard (guard.h says
  /// when). Async-signal-safe. Returns 0, or errno.
  virtual int enter() = 0;

  /// Who is alive inside, as the kernel sees it.
  virtual std::vector<pid_t> inside() = 0;

  /// Whether kill_all() reaches everybody; else those that are found have to be killed one by one.
  virtual bool can_kill() const = 0;

  /// Sends SIGKILL to all inside, where it can. Does not wait: a traced process ends when its
  /// tracer resumes it.
  virtual void kill_all() = 0;

  /// Whether those inside have reached the limit on memory; where nobody counts it, `known` are
  /// looked at. Cheap: may be asked ten times a second.
  virtual bool out_of_memory(const std::vector<pid_t>& known) = 0;

  /// The guard of the kernel, by its name; or empty.
  virtual std::string guard() const = 0;

  /// The most tasks that the kernel lets be inside, where it bounds them. Known after fork().
  virtual std::optional<std::int64_t> most_tasks() const = 0;
};

/// The world of a live run. Throws std::system_error where there are no processes or descriptors
/// left. Where a guard is wished for and none is to be had, guard() is empty.
std::unique_ptr<World> make_live_world(const Wishes& wishes);

}  // namespace procdemo::world
