#include "engine/stops/stops.h"

#include <sys/ptrace.h>
#include <sys/wait.h>

#include <utility>

#include "tracee/event_message.h"

namespace procdemo::engine {

namespace {

bool ends_by_itself(const Task& task, const Stopped& stop) {
  const auto status = event_message(task.tid, stop);
  return status && !WIFSIGNALED(static_cast<int>(*status));
}

}  // namespace

Stops::Stops(RunState& run, StopQueue& queue, Turns& turns, Resumer& resumer, UserSignals& signals,
             const Variables& variables, Probes& probes, const CallTable& table,
             Foreground& foreground, std::vector<std::string> command)
    : run_(run),
      queue_(queue),
      turns_(turns),
      resumer_(resumer),
      lives_(run, queue, turns, resumer, variables),
      executions_(run, turns, resumer, variables, probes, std::move(command)),
      calls_(run, turns, resumer, variables, lives_, table),
      probes_(run, turns, resumer, variables),
      signals_(run, turns, resumer, signals, calls_, probes_, foreground) {}

void Stops::handle(const TaskReport& report) {
  run_.signals.was_handled(report.tid);
  run_.places.stopped(report.tid);
  Task* task = run_.family.task(report.tid);
  if (!task) {  // its maker's event is still to come; or its process's end was reported before it
    report.status.has_ended() ? queue_.end_newcomer(report) : queue_.keep_newcomer(report);
    return;
  }
  task->registers.run_on();
  const bool woken = std::exchange(task->rest, Rest::none) != Rest::none;
  const bool was_stopped = task->phase == Phase::stopped;
  if (was_stopped) task->phase = Phase::alive;
  task->burst_began = 0;
  const auto stop = report.status.stop();
  const bool goes_on = was_stopped && stop && stop->at == Stopped::At::interrupt;
  if (goes_on && task->tid == task->process->pid) run_.log.emit(*task, event::Continue{});
  if (!stop) return lives_.ended(*task, report.status);
  if (task->mending && probes_.stopped_in_mending(*task, *stop)) return;
  // Of the calls known here the end is a stop: then the task that was woken runs after the one
  // that woke it.
  const bool late = stop->at == Stopped::At::filter && woken && !task->call;
  if (late && task->process->tasks > 1) run_.log.note(*task, "inexact-threads");
  stopped(*task, *stop);
}

void Stops::stopped(Task& task, const Stopped& stop) {
  using At = Stopped::At;
  if (!task.call && stop.at != At::exit) run_.evidence.call_is_over(task.tid);
  switch (stop.at) {
    case At::filter:
      return calls_.entered(task, stop);
    case At::call:
      return left_call(task);
    case At::fork:
    case At::clone:
    case At::vfork:
      return lives_.made_child(task, stop);
    case At::vfork_done:
      task.phase = Phase::alive;
      task.memory.wait(false);
      return resumer_.resume(task, Resumer::Until::call_end);
    case At::exec:
      return executions_.executed(task, stop);
    case At::exit:
      if (ends_by_itself(task, stop)) calls_.ends_by_itself(task);
      return lives_.stopped_at_exit(task, stop);
    case At::group_stop:
      return task.phase == Phase::fresh ? lives_.stopped_at_birth(task)
                                        : signals_.stopped_by_signal(task);
    case At::interrupt:
      return task.phase == Phase::fresh ? lives_.stopped_at_birth(task)
                                        : signals_.interrupted(task);
    case At::signal:
      return signals_.stopped(task, stop.signal);
  }
}

// A reader may be seen leaving its call before the writer whose bytes it got. The writer, if it is
// about to leave its own, is told first.
void Stops::left_call(Task& task) {
  for (const pid_t writer : calls_.writers_before(task)) {
    if (const auto report = queue_.fetch(writer)) handle(*report);
  }
  calls_.left(task);
}

void Stops::go_on(Task& task) {
  const Held where = turns_.release(task);
  run_.tell_unblocked(task);
  std::visit(Overloaded{[&](const held::Birth&) { lives_.begin(task); },
                        [&](const held::Probe& probe) { probes_.pass(task, *probe.site); },
                        [&](const held::Lock& lock) { probes_.pass(task, lock); },
                        [&](const held::Call&) { calls_.perform(task); },
                        [&](const held::End&) { calls_.end(task); },
                        [&](const held::Signal& signal) { signals_.stopped(task, signal.number); },
                        [&](const held::Anywhere&) { resumer_.resume(task); }},
             where);
}

void Stops::handle_dying(const TaskReport& report) {
  run_.signals.was_handled(report.tid);
  Task* task = run_.family.task(report.tid);
  if (!task) {
    queue_.keep_newcomer(report);  // also its death: its maker may still tell of it
    if (!report.status.has_ended()) ::ptrace(PTRACE_CONT, report.tid, nullptr, nullptr);
    return;
  }
  task->registers.run_on();
  const auto stop = report.status.stop();
  stop ? stopped_dying(*task, *stop) : lives_.ended(*task, report.status);
}

void Stops::stopped_dying(Task& task, const Stopped& stop) {
  using At = Stopped::At;
  switch (stop.at) {
    case At::fork:
    case At::clone:
    case At::vfork:
      return lives_.made_child(task, stop);
    case At::exec:
      return executions_.executed(task, stop);
    case At::exit:
      return lives_.stopped_at_exit(task, stop);
    default:
      resumer_.resume(task);
  }
}

}  // namespace procdemo::engine
