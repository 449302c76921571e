// Processes that are in the run's world and were never seen: the observer has lost sight of them.
// That must not happen; it is measured all the same, by the kernel's word and not by what was seen.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <map>

#include "base/crowd.h"
#include "engine/room.h"
#include "run/run_state.h"
#include "world/world.h"

namespace procdemo::engine {

class Unseen {
 public:
  /// Both have to live as long.
  Unseen(RunState& run, World& world) : run_(run), world_(world) {}

  /// Looks for them; where there are any, the run ends.
  void look();

  /// Kills them. Returns how many are alive all the same.
  std::int64_t end();

 private:
  OpenProcesses find() const;
  void lose_sight_of(std::size_t processes);

  RunState& run_;
  World& world_;
  OpenProcesses found_;  // a process that was found is not forgotten: its parents may be gone
};

}  // namespace procdemo::engine
