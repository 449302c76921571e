#include "engine/controlled/status.h"

#include <algorithm>
#include <chrono>

#include "base/signal_names.h"
#include "engine/controlled/ready.h"
#include "engine/controlled/waiting.h"
#include "run/locks/lock_table.h"
#include "run/probes.h"
#include "syscalls/futex/futex_wait.h"
#include "syscalls/intentions.h"
#include "syscalls/table.h"

namespace procdemo::engine {

namespace {

std::string call_of(const Task& task) {
  return call_name(task.call ? task.call->number : task.registers.call_number());
}

Intention lock_of(const Task& task, const held::Lock& lock) {
  return intention::Take{name_of_lock(task, lock.site->function->sort, lock.object)};
}

Intention probe_of(const Task& task, const ProbeSite& site) {
  return intention::Probe{site.provider, site.name, Probes::arguments(task, site)};
}

Intention held_intention(RunState& run, const Task& task) {
  return std::visit(
      Overloaded{[](const held::Birth&) -> Intention { return intention::Begin{}; },
                 [&](const held::Probe& probe) { return probe_of(task, *probe.site); },
                 [&](const held::Lock& lock) { return lock_of(task, lock); },
                 [&](const held::Call& at) { return intention_at(run, task, *at.syscall); },
                 [&](const held::End&) -> Intention { return intention::Return{call_of(task)}; },
                 [](const held::Signal& signal) -> Intention {
                   return intention::Signal{signal_name(signal.number)};
                 },
                 [](const held::Anywhere&) -> Intention { return intention::Compute{}; }},
      *task.held);
}

// One that is not held sleeps, and its time has come.
Intention intention_of(RunState& run, const Task& task) {
  if (task.held) return held_intention(run, task);
  if (task.call->sleeps()) return intention::Wake{};
  return intention::Return{call_of(task), true};
}

Blocked blocked_of(RunState& run, const Task& task) {
  Blocked blocked{.name = task.name};
  if (!task.blocked_on.empty()) blocked = waiting_of(run, task);
  blocked.call = task.call ? task.call->syscall->step_name() : task.step;
  if (const auto until = wakes_at(task)) {
    blocked.until = std::chrono::duration<double>(*until).count();
  }
  blocked.place = run.places.of(task);
  return blocked;
}

}  // namespace

RunStatus status_of(RunState& run, const std::vector<Step>& ready) {
  RunStatus status{.now = run.clock.now()};
  for (const Step& step : ready) {
    const Task& task = *run.family.task(step.tid);
    status.ready.push_back(
        {step.name, std::string(step.call), intention_of(run, task), run.places.of(task)});
  }
  for (const Task* task : run.family.in_order()) {
    const bool waits =
        (is_asleep(*task) || task->parked) && !std::ranges::count(ready, task->tid, &Step::tid);
    if (waits) status.waiting.push_back(blocked_of(run, *task));
  }
  return status;
}

}  // namespace procdemo::engine
