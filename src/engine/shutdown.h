// How a run ends: nobody is left, and that is measured.
#pragma once

#include <cstdint>
#include <vector>

#include "base/fd.h"
#include "engine/launch.h"
#include "engine/room.h"
#include "engine/stops/stops.h"
#include "engine/unseen.h"
#include "engine/watchdog.h"
#include "world/world.h"

namespace procdemo::engine {

class Shutdown {
 public:
  /// All of these have to live as long.
  Shutdown(RunState& run, StopQueue& stops, Stops& handling, Resumer& resumer, World& world,
           Unseen& unseen, Watchdog& watchdog, const Launch& launch, std::vector<Fd>& reserve)
      : run_(run),
        stops_(stops),
        handling_(handling),
        resumer_(resumer),
        world_(world),
        unseen_(unseen),
        watchdog_(watchdog),
        launch_(launch),
        reserve_(reserve) {}

  /// Kills whoever is left, and tells how the run ended. Throws Problem where the program was never
  /// executed.
  void end();

  /// Returns how many are alive all the same, as /proc shows.
  std::int64_t kill_everyone();

  /// The same where that has failed for want of descriptors: as well as can be, and told by nobody.
  void kill_blindly();

 private:
  void kill_tracees() const;
  void tell_failure() const;
  void tell_files();

  RunState& run_;
  StopQueue& stops_;
  Stops& handling_;
  Resumer& resumer_;
  World& world_;
  Unseen& unseen_;
  Watchdog& watchdog_;
  const Launch& launch_;
  std::vector<Fd>& reserve_;  // given up when all are to be ended: that takes descriptors
};

}  // namespace procdemo::engine
