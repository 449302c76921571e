// Live runs: the kernel decides. Every task that comes to a stop goes on as soon as its stop has
// been handled, and the schedule, which may slow down or hold it, lets it.
#pragma once

#include <stdexcept>

#include "engine/brief_wait.h"
#include "engine/driver.h"
#include "engine/live/standstill.h"
#include "engine/poller.h"
#include "engine/room.h"
#include "engine/stops/stops.h"
#include "engine/watchdog.h"

namespace procdemo::engine {

class LiveDriver final : public Driver {
 public:
  /// All of these have to live as long. The program has been started.
  LiveDriver(RunState& run, StopQueue& stops, Stops& handling, Schedule& schedule, Poller& poller,
             Watchdog& watchdog)
      : run_(run),
        stops_(stops),
        handling_(handling),
        schedule_(schedule),
        poller_(poller),
        watchdog_(watchdog),
        standstill_(run) {}

  void start() override {}

  /// Whatever has come meanwhile.
  bool step() override;

  /// Whoever wants one sent here can send it.
  bool signal(const Name&, int) override { throw std::out_of_range("live"); }

  const std::vector<Step>& ready() const override {
    static const std::vector<Step> nobody;
    return nobody;
  }
  RunStatus state() const override { return {.ready = {}, .waiting = {}, .now = run_.clock.now()}; }
  void end() override {}

 private:
  void wait();
  bool wait_a_moment();
  void let_go_on();

  RunState& run_;
  StopQueue& stops_;
  Stops& handling_;
  Schedule& schedule_;
  Poller& poller_;
  Watchdog& watchdog_;
  Standstill standstill_;
  BriefWait brief_wait_;
};

}  // namespace procdemo::engine
