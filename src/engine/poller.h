// Waits until there is something to do.
#pragma once

#include <chrono>

#include "engine/room.h"
#include "engine/stop_queue.h"
#include "engine/user_signals.h"
#include "run/settings.h"
#include "schedule/schedule.h"

namespace procdemo::engine {

class Poller {
 public:
  /// All of these have to live as long.
  Poller(StopQueue& stops, UserSignals& signals, Schedule& schedule, Sink& sink)
      : stops_(stops), signals_(signals), schedule_(schedule), sink_(sink) {}

  /// Until a task has stopped, procdemo gets a signal, or the schedule or the reader is ready; at
  /// most so long. What came of the first two has been taken then.
  void wait(std::chrono::duration<double> at_most);

 private:
  StopQueue& stops_;
  UserSignals& signals_;
  Schedule& schedule_;
  Sink& sink_;
};

/// How long at most: a run looks at what it uses in between.
constexpr std::chrono::milliseconds usage_interval{100};

}  // namespace procdemo::engine
