// Waits until there is something to do.
#pragma once

#include <chrono>

#include "engine/room.h"
#include "engine/stop_queue.h"
#include "engine/user_signals.h"
#include "run/settings.h"
#include "run/terminal/typing.h"
#include "schedule/schedule.h"

namespace procdemo::engine {

class Poller {
 public:
  /// All of these have to live as long.
  Poller(StopQueue& stops, UserSignals& signals, Schedule& schedule, Sink& sink,
         const Typing& typing)
      : stops_(stops), signals_(signals), schedule_(schedule), sink_(sink), typing_(typing) {}

  /// Until a task has stopped, procdemo gets a signal, the schedule or the reader is ready, or keys
  /// have come that are waited for; at
  /// most so long. What came of the first two has been taken then.
  void wait(std::chrono::duration<double> at_most);

 private:
  StopQueue& stops_;
  UserSignals& signals_;
  Schedule& schedule_;
  Sink& sink_;
  const Typing& typing_;
};

/// How long at most: a run looks at what it uses in between.
constexpr std::chrono::milliseconds usage_interval{100};

}  // namespace procdemo::engine
