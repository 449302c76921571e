// Waiting for a tracee's next stop, no longer than a moment.
//
// The next stop is often microseconds away. To block in waitpid(2) until then is the cheapest way
// to wait: half the processor time of asking again and again, and less than a poll(2) of a signalfd
// for SIGCHLD, which has to be read afterwards. But nothing else wakes whoever blocks there. So a
// timer does, by a signal that interrupts it, and whoever has waited for nothing goes on to
// poll(2).
#pragma once

#include <sys/types.h>

#include <csignal>
#include <ctime>
#include <optional>
#include <utility>

#include "base/signal_mask.h"
#include "base/wait_status.h"
#include "engine/room.h"

namespace procdemo::engine {

/// To be made once the program was started: for so long SIGRTMIN has a handler of ours, which a
/// program that is executed would otherwise lose its own disposition to. For one thread.
class BriefWait {
 public:
  BriefWait();
  BriefWait(const BriefWait&) = delete;
  BriefWait& operator=(const BriefWait&) = delete;
  ~BriefWait();

  /// The next stop or end of a child. Nothing where none came within milliseconds, or there is no
  /// child; then the timer stands still until this is called again.
  std::optional<std::pair<pid_t, WaitStatus>> next();

 private:
  void tick(bool on);

  const SignalMask blocked_{signal_set({SIGRTMIN})};
  struct sigaction before_{};
  timer_t timer_{};
  bool ticks_ = false;
};

}  // namespace procdemo::engine
