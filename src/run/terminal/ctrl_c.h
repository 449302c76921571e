// What Ctrl-C means, observed or not.
#pragma once

#include <sys/signalfd.h>

#include <csignal>
#include <optional>

#include "run/room.h"
#include "world/terminal/foreground.h"

namespace procdemo::run {

/// Of the signals to procdemo itself, which end the run. Ctrl-C reaches the program by itself: it
/// is in the foreground (world/foreground.h), or in procdemo's group. The first is its own affair,
/// another within a second ends the run. A signal that somebody sent to procdemo alone is meant for
/// procdemo.
class CtrlC {
 public:
  /// Whether this one does, which came at `now`, in seconds.
  bool ends_run(const signalfd_siginfo& signal, double now) {
    constexpr double soon = 1;
    const bool pressed = signal.ssi_signo == SIGINT && was_typed(signal);
    if (!pressed) return true;
    const bool again = last_ && now - *last_ < soon;
    last_ = now;
    return again;
  }

 private:
  std::optional<double> last_;
};

}  // namespace procdemo::run
