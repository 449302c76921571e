// Controlled runs: one process at a time, from one visible step to the next, in virtual time.
//
// Everybody is brought to rest (settling.h). A task that is held can go on, and so can one that
// sleeps until a moment that has come; the schedule chooses one of them. When nobody can go on,
// time jumps to the next wake-up (passing_time.h). When nobody will ever wake, it is a deadlock.
#pragma once

#include <optional>
#include <set>
#include <vector>

#include "engine/controlled/passing_time.h"
#include "engine/controlled/settling.h"
#include "engine/controlled/touched.h"
#include "engine/driver.h"
#include "engine/room.h"

namespace procdemo::engine {

class ControlledDriver final : public Driver {
 public:
  /// All of these have to live as long. The program has been started.
  ControlledDriver(RunState& run, StopQueue& stops, Stops& handling, Turns& turns, Resumer& resumer,
                   Schedule& schedule, Poller& poller, Watchdog& watchdog);

  void start() override { come_to_choice(); }
  bool step() override;
  bool signal(const Name& to, int number) override;
  RunStatus state() const override;
  const std::vector<Step>& ready() const override { return ready_; }
  void end() override { touched_.tell(); }

 private:
  void come_to_choice();
  std::vector<Process*> named(const Name& to);
  bool find_ready();
  bool only_wait_for_time(const std::vector<Step>& ready);
  bool choose(const std::vector<Step>& ready);
  std::optional<pid_t> ask_schedule(const std::vector<Step>& ready);
  void take(const Step& step, Task& task);
  void nobody_goes_on();
  bool let_kernel_decide();
  void tell_deadlock();

  RunState& run_;
  Stops& handling_;
  Turns& turns_;
  Schedule& schedule_;
  Poller& poller_;
  Watchdog& watchdog_;
  Settling settling_;
  PassingTime time_;
  Touched touched_;
  std::vector<Step> ready_;            // who can go on, when all have come to rest
  std::optional<double> rests_since_;  // between two steps, in real seconds
  bool time_passed_ = false;           // in the last step: who is ready goes first now
  std::set<pid_t> looked_;             // of who polls: since somebody did more than that
  int quiet_looks_ = 0;                // at a run in which nobody can go on
};

}  // namespace procdemo::engine
