// A process becomes another program: what that finds on its stack, and what is told.
#pragma once

#include <string>
#include <vector>

#include "engine/resumer.h"
#include "engine/room.h"
#include "engine/turns.h"
#include "run/probes.h"
#include "run/run_state.h"
#include "run/variables.h"

namespace procdemo::engine {

class Executions {
 public:
  /// All but `command`, that of the run, have to live as long.
  Executions(RunState& run, Turns& turns, Resumer& resumer, const Variables& variables,
             Probes& probes, std::vector<std::string> command)
      : run_(run),
        turns_(turns),
        resumer_(resumer),
        variables_(variables),
        probes_(probes),
        command_(std::move(command)) {}

  /// The first one begins the run.
  void executed(Task& task, const Stopped& stop);

 private:
  void take_place(Task& task, pid_t former);
  void prepare_stack(Task& task);
  void begin_run(Task& task);
  void state_inherited(const Task& task);

  RunState& run_;
  Turns& turns_;
  Resumer& resumer_;
  const Variables& variables_;
  Probes& probes_;
  std::vector<std::string> command_;
};

}  // namespace procdemo::engine
