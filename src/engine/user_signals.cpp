#include "engine/user_signals.h"

namespace procdemo::engine {

namespace {

constexpr double second_interrupt = 1;  // seconds within which a second Ctrl-C ends the run

}  // namespace

UserSignals::UserSignals(RunState& run)
    : run_(run), signals_(signal_set({SIGINT, SIGTERM, SIGHUP, SIGQUIT})) {}

void UserSignals::look() {
  looked_at_ = ProgramClock::real_now();
  while (const auto signal = signals_.next()) take(*signal);
}

// Ctrl-C reaches the program by itself, for it is in our process group: the first one is its own.
// A signal that somebody sent to procdemo alone is meant for procdemo.
void UserSignals::take(const signalfd_siginfo& signal) {
  const int number = static_cast<int>(signal.ssi_signo);
  const double now = run_.clock.real_since_start();
  const bool from_terminal = signal.ssi_code == SI_KERNEL;
  const bool again = last_interrupt_ && now - *last_interrupt_ < second_interrupt;
  if (number == SIGINT && from_terminal && !again) {
    last_interrupt_ = now;
    run_.outcome.interrupted = true;
    return;
  }
  run_.outcome.signal = number;
}

}  // namespace procdemo::engine
