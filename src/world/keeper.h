// The keeper of an unobserved run: the parent of its program, inside its world.
//
// An observer's tracees end with it (PTRACE_O_EXITKILL). Where ptrace is denied nothing of the kind
// exists: PR_SET_PDEATHSIG reaches a child alone, and what that child has made lives on. So there
// is one process between, which every orphan of the run comes back to (a subreaper, prctl(2)): who
// descends from the run descends from it, and it ends them all when it is told to, or when procdemo
// is gone, however that ended. Guards that kill (guard.h) do so beside it.
//
//     procdemo --- keeper --- the program --- ...
//
// It is in a process group of its own, for a signal to procdemo's group is not to reach it, and no
// signal but SIGKILL ends it. The program is in procdemo's group, as it would be alone.
#pragma once

#include <sys/resource.h>
#include <sys/types.h>

#include <chrono>
#include <csignal>
#include <cstdint>
#include <functional>

#include "base/fd.h"
#include "base/wait_status.h"
#include "world/room.h"
#include "world/world.h"

namespace procdemo::world {

/// The state of the run; the keeper writes it, and procdemo may read it at any time.
struct Kept {
  std::int64_t processes = 0;  ///< that the keeper has reaped
  pid_t first = 0;             ///< the first process, as it sees itself; -1: there is none
  int error = 0;               ///< then: why, an errno
  bool first_ended = false;
  WaitStatus wait_status = WaitStatus::of_exit(0);  ///< then: how
  bool file_too_large = false;                      ///< one of them was ended by SIGXFSZ
  bool out_of_time = false;                         ///< the keeper itself has ended them
};

class Keeper {
 public:
  /// What the program's process does, after the world's limits are its own: returns only where it
  /// failed. `mask` is the signal mask that it gets.
  struct Program {
    std::function<void()> become;
    sigset_t mask;
    std::chrono::milliseconds longest = std::chrono::hours(24);  ///< then the keeper ends it, where
                                                                 ///< procdemo has not: that may
                                                                 ///< have been stopped
    rlim_t largest_file = RLIM_INFINITY;  ///< in bytes: the run's own limit (RLIMIT_FSIZE)
  };

  /// Forks the keeper inside `world`; nothing of the program runs yet. `program` has to outlive
  /// this. To be called while there is one thread. Throws std::system_error.
  Keeper(World& world, const Program& program);
  Keeper(const Keeper&) = delete;
  Keeper& operator=(const Keeper&) = delete;
  ~Keeper();

  /// The program begins.
  void go();

  /// Readable when everybody has ended, or the keeper was killed.
  int ready_fd() const { return end_.get(); }

  Kept kept() const { return *kept_; }

  /// Kills all that are kept, and waits until the keeper has reaped and counted them, and ended;
  /// `patience` at most. Then it is told to do what it would do without procdemo, and isn't waited
  /// for.
  void end_all(std::chrono::milliseconds patience);

 private:
  World& world_;
  Kept* kept_;  // shared with the keeper
  pid_t pid_ = -1;
  bool begun_ = false;
  Fd life_;  // the keeper ends all when nobody has this open any more
  Fd end_;
};

/// Kills whoever descends from this process, until nobody is left. Those that come to this process
/// are reaped. False where somebody would not end within ten seconds.
bool kill_descendants();

}  // namespace procdemo::world
