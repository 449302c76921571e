#include "engine/calls/calls.h"

#include "engine/observation.h"

namespace procdemo {

std::vector<Handler> handlers(const Needs& needs) {
  std::vector<Handler> all;
  for (const auto& part : {process_calls(), signal_calls(), output_calls(needs), transfer_calls(),
                           lock_calls(needs), trap_calls(needs), time_calls(needs)}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  if (!needs.control) return all;
  for (const auto& part :
       {random_calls(), usage_calls(needs), virtual_timer_calls(), waiting_calls()}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  if (!needs.every_call) return all;
  for (const auto& part : {file_calls(), state_calls()}) {
    all.insert(all.end(), part.begin(), part.end());
  }
  return all;
}

bool is_alone(Observation&, const Task&) {
  return true;
}

bool is_first_alone(Observation& run, const Task& task) {
  return run.family().ever() == 1 && task.process->threads == 1;
}

Then answer(Task& task, std::int64_t result) {
  task.registers.answer(result);
  return Then::answered;
}

Then enter_step(Observation&, Task&) {
  return Then::go_on;
}

}  // namespace procdemo
