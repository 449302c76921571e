// Stops at signals: delivered unchanged, and told.
#pragma once

#include <csignal>
#include <string>

#include "base/procfs.h"
#include "engine/resumer.h"
#include "engine/room.h"
#include "engine/stops/call_stops.h"
#include "engine/stops/probe_stops.h"
#include "engine/turns.h"
#include "engine/user_signals.h"
#include "run/run_state.h"
#include "world/terminal/foreground.h"

namespace procdemo::engine {

class SignalStops {
 public:
  /// All of these have to live as long.
  SignalStops(RunState& run, Turns& turns, Resumer& resumer, UserSignals& signals, CallStops& calls,
              ProbeStops& probes, Foreground& foreground)
      : run_(run),
        turns_(turns),
        resumer_(resumer),
        signals_(signals),
        calls_(calls),
        probes_(probes),
        foreground_(foreground) {}

  void stopped(Task& task, int signal);

  /// All of its process are stopped, as by SIGSTOP.
  void stopped_by_signal(Task& task);

  /// By us, or at the end of such a stop.
  void interrupted(Task& task);

 private:
  bool file_is_too_large(const Task& task, const siginfo_t& info) const;
  void end_interrupted_call(Task& task);
  void undo_interruption(Task& task, const ProcStatus& status);
  std::string sender_of(Task& task, siginfo_t& info);
  void hold_burst(Task& task);
  bool stops_nobody(const Task& task, int signal) const;
  void typed(const siginfo_t& info);
  void follow_stop(const Task& task);

  RunState& run_;
  Turns& turns_;
  Resumer& resumer_;
  UserSignals& signals_;
  CallStops& calls_;
  ProbeStops& probes_;
  Foreground& foreground_;
};

}  // namespace procdemo::engine
