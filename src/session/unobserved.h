// A program where this machine does not allow ptrace: it runs directly, as it would by hand, inside
// what the kernel gives without ptrace.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/exec.h"
#include "base/signal_mask.h"
#include "engine/engine.h"
#include "session/room.h"
#include "world/keeper.h"
#include "world/world.h"

namespace procdemo::session {

/// One run that nobody observes. Of the limits those hold that the kernel or a clock enforces: the
/// time, the size of a file, the number of processes inside a guard (world/guard.h), memory inside
/// a cgroup or as it is measured ten times a second. Whatever ends procdemo, nobody is left.
class UnobservedRun {
 public:
  /// Makes the run's world and its keeper; nothing of the program runs yet. It will write to the
  /// descriptor `output` itself. To be called while there is one thread. Throws std::system_error.
  UnobservedRun(const Program& program, const Limits& limits, int output);
  UnobservedRun(const UnobservedRun&) = delete;
  UnobservedRun& operator=(const UnobservedRun&) = delete;
  ~UnobservedRun();

  /// The limits as they are enforced, and the names of those that are not.
  Limits limits() const;
  std::vector<std::string> loose() const;

  /// The guard of the kernel that bounds the number of processes; empty where none does.
  std::string guard() const { return world_->guard(); }

  /// Runs until everybody has ended. What outlives procdemo's interest (a limit, Ctrl-C twice,
  /// SIGTERM, SIGHUP) is killed. Throws std::system_error, Problem where it can't be executed.
  /// What ended it early, `sink` is told.
  Outcome run(Sink& sink);

 private:
  void become() const;
  void check_start() const;
  void tell(const Outcome& outcome, const Kept& kept, Sink& sink) const;
  void end_everybody(Outcome& outcome);

  const Program& program_;
  Limits limits_;
  int output_;
  // Made before any fork: afterwards there may be threads.
  std::vector<std::string> variables_;
  std::vector<char*> environment_, argv_;
  ExecFailure failure_;
  SignalMask background_{signal_set({SIGTTIN, SIGTTOU})};  // the program may take the foreground
  Keeper::Program start_;
  std::unique_ptr<World> world_;
  std::unique_ptr<Keeper> keeper_;
};

}  // namespace procdemo::session
