// Ctrl-C from a reader whose session is another process.
#pragma once

#include "base/signal_mask.h"
#include "faces/room.h"

namespace procdemo::faces {

/// SIGINT is blocked for its lifetime, and looked for while something else is waited for.
class Interrupts {
 public:
  Interrupts() : signals_(signal_set({SIGINT})) {}

  /// Waits until `descriptor` is readable, or at its end: true. False where a SIGINT came first.
  bool wait_for(int descriptor) const;

 private:
  SignalFd signals_;
};

}  // namespace procdemo::faces
