#include "engine/controlled/touched.h"

#include <utility>
#include <vector>

#include "syscalls/touches/touches.h"

namespace procdemo::engine {

// A run of one process has one order: what it touched before there was another one, nobody can have
// seen otherwise.
void Touched::begin(const Step& step, const Task& task) {
  if (!run_.control().tells_touches) return;
  step_ = step;
  if (run_.family.ever() > 1 || task.process->threads > 1) step_->touches = touches_of(run_, task);
}

void Touched::tell() {
  if (!step_) return;
  const Task* task = run_.family.task(step_->tid);
  if (task) mark_polls(step_->touches, *step_, *task, run_.may_time_out(*task));
  schedule_.takes(*std::exchange(step_, std::nullopt));
}

void Touched::tell_stuck() {
  if (!run_.control().tells_touches) return;
  std::vector<Step> parked;
  for (const Task* task : run_.family.in_order()) {
    if (!task->parked) continue;
    parked.push_back({.tid = task->tid,
                      .name = task->name,
                      .call = task->step,
                      .touches = touches_of(run_, *task)});
  }
  schedule_.stuck(parked);
}

}  // namespace procdemo::engine
