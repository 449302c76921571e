// Controlled runs: waiting until nobody runs.
//
// One process is let go, and the observer waits until it comes to its next call, blocks, or ends.
// That step may set others going: whoever waited for a byte, a child or a lock is woken by the
// kernel and leaves its call. So everybody has to be at rest before the schedule is asked: held at
// a stop that ptrace has reported, or asleep in the kernel.
//
// A stop is a fact. Sleep is a conclusion, and a wrong one is a false deadlock. It is drawn from
// three looks, in this order: /proc/TID/syscall does not say `running`, the state is S, and waitpid
// has nothing new (rest.cpp says why). And a sleeper may have been woken since it was looked at, by
// a task that was still running then: once nobody runs any more, all sleepers are looked at again.
//
// Several tasks may run at once for a moment (a child that was born, and its parent). What their
// stops tell is handled when all have come to rest, in the order of their names, for the order in
// which the kernel reports them is anybody's guess, and the events shall be the same every time.
#pragma once

#include <optional>
#include <string>

#include "engine/resumer.h"
#include "engine/room.h"
#include "engine/stop_queue.h"
#include "engine/stops/stops.h"
#include "engine/turns.h"
#include "engine/watchdog.h"
#include "run/run_state.h"

namespace procdemo::engine {

class Settling {
 public:
  /// All of these have to live as long.
  Settling(RunState& run, StopQueue& stops, Stops& handling, Turns& turns, Resumer& resumer,
           Watchdog& watchdog)
      : run_(run),
        stops_(stops),
        handling_(handling),
        turns_(turns),
        resumer_(resumer),
        watchdog_(watchdog) {}

  /// Until all have come to rest, or the run is over. `look_at_all`: also at sleepers that nothing
  /// can have woken, as far as is known.
  void settle(bool look_at_all);

 private:
  bool all_at_rest(bool look_closely);
  bool anyone_woken(bool look_at_all);
  void let_killed_go();
  bool anyone_signalled();
  void handle_in_order();
  void wait_for_running(int round);
  void interrupt_bursts();
  bool anyone_else_could_go();
  void tell_blocked();
  std::optional<std::string> who_could_end(const Task& task);

  RunState& run_;
  StopQueue& stops_;
  Stops& handling_;
  Turns& turns_;
  Resumer& resumer_;
  Watchdog& watchdog_;
};

}  // namespace procdemo::engine
