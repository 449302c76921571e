// Ends a run that has reached a limit: on its time, its memory, or how long its files may take to
// answer. (Those on processes, forks and output are looked at where they are used.)
#pragma once

#include "engine/room.h"
#include "engine/unseen.h"
#include "engine/user_signals.h"
#include "run/run_state.h"
#include "world/world.h"

namespace procdemo::engine {

class Watchdog {
 public:
  /// All of these have to live as long.
  Watchdog(RunState& run, World& world, UserSignals& signals, Unseen& unseen)
      : run_(run), world_(world), signals_(signals), unseen_(unseen) {}

  /// To be called between stops, often: most of it is done a few times a second. Looks for signals
  /// to procdemo and serves the reader, too, as a run in which stops never end waits for nothing.
  void look();

  void look_at_memory();

 private:
  void look_around(double now);

  RunState& run_;
  World& world_;
  UserSignals& signals_;
  Unseen& unseen_;
  double looked_at_memory_ = 0;  // in real seconds since the start
  double looked_for_unseen_ = 0;
};

}  // namespace procdemo::engine
