// How a run goes on: who decides what happens next, and by which clock.
#pragma once

#include <cstdint>
#include <variant>

#include "schedule/room.h"

namespace procdemo::schedule {

/// The kernel schedules, and processes run in parallel.
struct LiveMode {
  double speed = 1;  ///< at which sleeps, timed waits and the program's clocks run
};

/// One process at a time goes on, from one visible step to the next, in virtual time
/// (schedule/virtual_clock.h). A Schedule chooses which.
struct ControlledMode {
  std::uint64_t seed = 0;  ///< from which all randomness of the run comes

  /// A sleep may end at any time, as it may on a loaded machine: sleepers are always ready.
  bool any_sleep = false;

  /// Looks at files and changes of them are steps too, and our library's looks at what its
  /// processes share.
  bool every_step = false;

  /// The schedule is told what each step touches. Finding out takes time.
  bool tells_touches = false;
};

using RunMode = std::variant<LiveMode, ControlledMode>;

inline bool is_controlled(const RunMode& mode) {
  return std::holds_alternative<ControlledMode>(mode);
}

}  // namespace procdemo::schedule
