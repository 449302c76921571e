// Stops at traps: at a probe, and where a lock is about to be taken. They are steps like calls,
// though the kernel reports them as signals.
//
// What SIGTRAP does in the program is put right before it is held, see trap_state.h. Where that
// takes a call in the program's name, the task goes on once more before: to the call's entry and
// end.
#pragma once

#include <csignal>
#include <cstdint>
#include <optional>

#include "engine/resumer.h"
#include "engine/room.h"
#include "engine/turns.h"
#include "run/probes.h"
#include "run/run_state.h"
#include "run/variables.h"

namespace procdemo::engine {

class ProbeStops {
 public:
  /// All of these have to live as long.
  ProbeStops(RunState& run, Turns& turns, Resumer& resumer, const Variables& variables)
      : run_(run), turns_(turns), resumer_(resumer), variables_(variables) {}

  /// False where the signal is the program's own.
  bool stopped(Task& task, const siginfo_t& info);

  /// A stop of a task that makes a call for us. False where it is like any other.
  bool stopped_in_mending(Task& task, const Stopped& stop);

  /// The task has its turn.
  void pass(Task& task, const ProbeSite& site);
  void take_step_at(Task& task, const held::Lock& lock);
  void pass(Task& task, const held::Lock& lock);

 private:
  void send_trap_again(Task& task, pid_t sender);
  static std::optional<Held> place_of(const Task& task);
  bool begin_mending(Task& task, const Held& place);
  bool may_mend(const Task& task, std::uint64_t instruction) const;
  void end_mending(Task& task);
  void hold_at(Task& task, const Held& place);
  void go_past(Task& task, const held::Lock& lock);

  RunState& run_;
  Turns& turns_;
  Resumer& resumer_;
  const Variables& variables_;
};

}  // namespace procdemo::engine
