// Signals to procdemo itself: somebody wants the run to end.
#pragma once

#include "base/signal_mask.h"
#include "engine/room.h"
#include "run/run_state.h"
#include "run/terminal/ctrl_c.h"

namespace procdemo::engine {

/// Blocked for its lifetime, and looked for. What came is in the run's outcome.
class UserSignals {
 public:
  explicit UserSignals(RunState& run);

  int fd() const { return signals_.fd(); }  ///< readable when one has come
  void look();

  /// The run is over, and nothing is handed on to us any more: what reached the run was its own.
  /// What was for procdemo is pending again, until it may come.
  void drop_handed_on() const;
  double looked_at() const { return looked_at_; }  ///< when, by ProgramClock::real_now()

 private:
  void take(const signalfd_siginfo& signal);

  RunState& run_;
  SignalFd signals_;
  double looked_at_ = 0;
  CtrlC ctrl_c_;
};

}  // namespace procdemo::engine
