// What is done at each stop of a task. It is handled in one of four ways, and then the task goes
// on:
//   a call's entry   held; the schedule says who goes on; its handler runs (call_stops.h)
//   a call's end     the handler's `end`
//   an event         born or exiting (lives.h), executed (executions.h)
//   a signal         told, and passed on unchanged (signal_stops.h); a probe's is no signal, but a
//                    step like a call (probe_stops.h)
#pragma once

#include <string>
#include <vector>

#include "engine/room.h"
#include "engine/stops/executions.h"
#include "engine/stops/signal_stops.h"

namespace procdemo::engine {

class Stops {
 public:
  /// All but `command` have to live as long.
  Stops(RunState& run, StopQueue& queue, Turns& turns, Resumer& resumer, UserSignals& signals,
        const Variables& variables, Probes& probes, const CallTable& table, Foreground& foreground,
        std::vector<std::string> command);

  void handle(const TaskReport& report);

  /// Likewise, when everybody is being killed.
  void handle_dying(const TaskReport& report);

  /// The schedule has chosen this task: what it was held for happens now.
  void go_on(Task& task);

 private:
  void stopped(Task& task, const Stopped& stop);
  void stopped_dying(Task& task, const Stopped& stop);
  void left_call(Task& task);

  RunState& run_;
  StopQueue& queue_;
  Turns& turns_;
  Resumer& resumer_;
  Lives lives_;
  Executions executions_;
  CallStops calls_;
  ProbeStops probes_;
  SignalStops signals_;
};

}  // namespace procdemo::engine
