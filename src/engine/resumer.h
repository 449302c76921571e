// Lets stopped tasks run on.
#pragma once

#include "engine/room.h"
#include "run/run_state.h"

namespace procdemo::engine {

class Resumer {
 public:
  explicit Resumer(RunState& run) : run_(run) {}

  enum class Until { next_stop, call_end };  ///< call_end: the end of its call is a stop, too

  /// `signal` is delivered, unless it is 0. For a task that was killed nothing happens: its end
  /// will be reported. Once somebody's memory has not answered, nobody is resumed until the run
  /// ends: whoever ran into that memory could not be killed there.
  void resume(Task& task, Until until = Until::next_stop, int signal = 0) const;

  /// All are being killed, and have to get there.
  void run_ends() { run_ends_ = true; }

 private:
  RunState& run_;
  bool run_ends_ = false;
};

}  // namespace procdemo::engine
