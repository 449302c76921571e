// What each step has touched, told to the schedule of an exploration.
#pragma once

#include <optional>

#include "engine/room.h"
#include "run/run_state.h"
#include "schedule/schedule.h"

namespace procdemo::engine {

/// Does nothing in a run whose mode does not tell touches.
class Touched {
 public:
  /// Both have to live as long.
  Touched(RunState& run, Schedule& schedule) : run_(run), schedule_(schedule) {}

  /// This step was chosen, of this task.
  void begin(const Step& step, const Task& task);

  /// It is over, if there is one: what it has touched is known.
  void tell();

  /// Nobody can go on: what those would touch who wait for a lock.
  void tell_stuck();

 private:
  RunState& run_;
  Schedule& schedule_;
  std::optional<Step> step_;
};

}  // namespace procdemo::engine
