// What ends a piece of work in its middle: a signal that asks procdemo to end.
#pragma once

#include <sys/signalfd.h>

#include <exception>

#include "base/room.h"

namespace procdemo::base {

/// Thrown where such a signal was read (SignalFd): all that is under way is undone on the way to
/// main, whose status then names the signal.
class Interrupted : public std::exception {
 public:
  explicit Interrupted(const signalfd_siginfo& signal)
      : signal_(static_cast<int>(signal.ssi_signo)) {}

  const char* what() const noexcept override { return "interrupted by a signal"; }
  int signal() const { return signal_; }

 private:
  int signal_;
};

}  // namespace procdemo::base
