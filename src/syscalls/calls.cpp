#include "syscalls/calls.h"

#include "run/run_state.h"

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

bool is_alone(RunState&, const Task&) {
  return true;
}

bool is_first_alone(RunState& run, const Task& task) {
  return run.family.ever() == 1 && task.process->threads == 1;
}

Then answer(Task& task, std::int64_t result) {
  task.registers.answer(result);
  return Then::answered;
}

Then replace(Task& task, Call call, const std::vector<std::uint64_t>& arguments) {
  task.call->replaced = true;
  task.registers.become_call(number_of(call));
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    task.registers.set_argument(static_cast<int>(i), arguments[i]);
  }
  task.registers.write(task.tid);
  return Then::see_result;
}

Then enter_step(RunState&, Task&) {
  return Then::go_on;
}

}  // namespace procdemo
