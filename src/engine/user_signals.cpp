#include "engine/user_signals.h"

#include <vector>

#include "base/own_signal.h"
#include "world/terminal/foreground.h"

namespace procdemo::engine {

UserSignals::UserSignals(RunState& run)
    : run_(run), signals_(signal_set({SIGINT, SIGTERM, SIGHUP, SIGQUIT})) {}

void UserSignals::look() {
  looked_at_ = ProgramClock::real_now();
  while (const auto signal = signals_.next()) take(*signal);
}

void UserSignals::take(const signalfd_siginfo& signal) {
  if (ctrl_c_.ends_run(signal, run_.clock.real_since_start())) {
    run_.outcome.signal = static_cast<int>(signal.ssi_signo);
  } else {
    run_.outcome.interrupted = true;
  }
}

void UserSignals::drop_handed_on() const {
  std::vector<int> ours;
  while (const auto signal = signals_.next()) {
    if (!was_handed_on(*signal)) ours.push_back(static_cast<int>(signal->ssi_signo));
  }
  for (const int signal : ours) signal_self(signal);
}

}  // namespace procdemo::engine
