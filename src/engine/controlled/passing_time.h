// Virtual time: it stands still as long as anybody can go on, and then jumps to when the next one
// can.
#pragma once

#include <cstdint>
#include <optional>

#include "engine/controlled/outside.h"
#include "engine/poller.h"
#include "engine/room.h"
#include "engine/turns.h"
#include "run/run_state.h"

namespace procdemo::engine {

class PassingTime {
 public:
  /// All of these have to live as long.
  PassingTime(RunState& run, Turns& turns, Poller& poller)
      : run_(run), turns_(turns), poller_(poller), outside_(run) {}

  /// Nobody can go on now: time passes until somebody can. False where nobody ever will.
  bool let_pass();

  /// Whether somebody has looked at clocks for so long that a timer of its own should have gone
  /// off: it has seen that time pass already (schedule/virtual_clock.h).
  bool is_somebody_late() const;

  /// Ends a sleeper's wait, when its time has come or, where a sleep may end at any time, before.
  void let_return(Task& task);

  /// Where somebody outside may wake one of them (a person at the terminal, a server), waits for
  /// that, no longer than until `next`, while time passes as it does for them. False where nobody
  /// can.
  bool wait_for_outside(std::optional<Moment> next);

  /// Whether very many steps were taken, or very much was told, since time has passed and since the
  /// timer was set that goes off next: whoever sets one only then begins to wait for it.
  bool has_stood_still_for_long() const;
  void took_step();

  /// Somebody has done more than poll.
  void acted() { last_act_ = run_.clock.virtual_time().now(); }

 private:
  bool is_late(const Task& task) const;
  void pass_until(Moment moment);
  void count_anew();

  RunState& run_;
  Turns& turns_;
  Poller& poller_;
  Outside outside_;
  Moment last_act_{0};
  std::optional<Moment> next_timer_;
  std::int64_t steps_ = 0;   // since time has passed, or that timer was set
  std::int64_t events_ = 0;  // that were told until then
};

}  // namespace procdemo::engine
