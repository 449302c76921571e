// Lets stopped tasks run on.
#pragma once

#include "engine/room.h"
#include "run/run_state.h"

namespace procdemo::engine {

class Resumer {
 public:
  explicit Resumer(RunState& run) : run_(run) {}

  enum class Until { next_stop, call_end };  ///< call_end: the end of its call is a stop, too

  /// `signal` is delivered, where it is none of 0. A task that was killed does not care: its end
  /// will be reported. While a run goes on, nobody does once somebody's memory does not answer:
  /// whoever ran into it could not be killed there.
  void resume(Task& task, Until until = Until::next_stop, int signal = 0) const;

  /// All are being killed, and have to get there.
  void run_ends() { run_ends_ = true; }

 private:
  RunState& run_;
  bool run_ends_ = false;
};

}  // namespace procdemo::engine
