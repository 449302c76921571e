#include "engine/controlled/ready.h"

#include <algorithm>
#include <chrono>

#include "syscalls/syscall.h"
#include "syscalls/touches/touches.h"

namespace procdemo::engine {

namespace {

// Whether its timed wait may end without what it waits for.
bool may_return(RunState& run, const Task& task) {
  const auto until = wakes_at(task);
  return until && (*until <= run.clock.virtual_time().now() || run.control().any_sleep);
}

Step return_of(const Task& task, Moment now) {
  const Moment early = std::max(task.call->deadline->at - now, Moment(0));
  return {.tid = task.tid,
          .name = task.name,
          .call = task.call->syscall->step_name(),
          .polls = is_polling(task) && !task.call->sleeps(),
          .sleeps = task.call->sleeps(),
          .early = std::chrono::duration<double>(early).count()};
}

Step step_of(const Task& task) {
  return {.tid = task.tid, .name = task.name, .call = task.step, .polls = is_polling(task)};
}

}  // namespace

std::optional<Moment> wakes_at(const Task& task) {
  const bool ends = is_asleep(task) && task.call && task.call->deadline;
  return ends ? std::optional(task.call->deadline->at) : std::nullopt;
}

std::vector<Step> ready_steps(RunState& run) {
  const Moment now = run.clock.virtual_time().now();
  std::vector<Step> ready;
  for (const Task* task : run.family.in_order()) {
    if (task->held && !task->parked) ready.push_back(step_of(*task));
    if (may_return(run, *task) && !would_wait_for_ever(*task))
      ready.push_back(return_of(*task, now));
  }
  return ready;
}

std::vector<Step> looks_again(RunState& run) {
  const Moment now = run.clock.virtual_time().now();
  std::vector<Step> looks;
  for (const Task* task : run.family.in_order()) {
    if (may_return(run, *task) && would_wait_for_ever(*task))
      looks.push_back(return_of(*task, now));
  }
  return looks;
}

}  // namespace procdemo::engine
