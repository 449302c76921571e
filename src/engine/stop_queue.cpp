#include "engine/stop_queue.h"

#include <sched.h>
#include <sys/wait.h>

#include <algorithm>

#include "base/procfs.h"
#include "run/time/program_clock.h"

namespace procdemo::engine {

StopQueue::StopQueue(TraceeSignals& signals)
    : signals_(signals), on_child_(signal_set({SIGCHLD})) {}

// Drained first and handled after: a bomb would starve everything else in a loop that handles each
// stop as it comes.
bool StopQueue::drain() {
  int raw = 0;
  while (const pid_t tid = ::waitpid(-1, &raw, __WALL | WNOHANG)) {
    if (tid < 0) return false;  // ECHILD
    add({tid, WaitStatus(raw)});
  }
  return true;
}

void StopQueue::add(const TaskReport& report) {
  if (report.status.has_ended()) signals_.was_reaped(report.tid);
  reports_.push_back(report);
}

bool StopQueue::has(pid_t tid) const {
  return std::ranges::count(reports_, tid, &TaskReport::tid) != 0;
}

std::optional<TaskReport> StopQueue::next() {
  if (reports_.empty()) return std::nullopt;
  const TaskReport report = reports_.front();
  reports_.pop_front();
  return report;
}

// A few, and nearly in order: each goes up to its place, and equals stay as they came.
void StopQueue::sort(const std::function<bool(const TaskReport&, const TaskReport&)>& before) {
  for (auto next = reports_.begin(); next != reports_.end(); ++next) {
    std::rotate(std::upper_bound(reports_.begin(), next, *next, before), next, next + 1);
  }
}

std::optional<TaskReport> StopQueue::fetch(pid_t tid) {
  constexpr double soon = 0.01;  // seconds to wait for a task that is leaving the kernel
  const auto known = std::ranges::find(reports_, tid, &TaskReport::tid);
  if (known != reports_.end()) {
    const TaskReport report = *known;
    reports_.erase(known);
    return report;
  }
  const double until = ProgramClock::real_now() + soon;
  while (ProgramClock::real_now() < until) {
    int raw = 0;
    if (::waitpid(tid, &raw, __WALL | WNOHANG) == tid) {
      const WaitStatus status(raw);
      if (status.has_ended()) signals_.was_reaped(tid);
      return TaskReport{tid, status};
    }
    const auto stat = proc_stat(tid);
    if (!stat || stat->state == 'S') return std::nullopt;
    ::sched_yield();
  }
  return std::nullopt;
}

void StopQueue::keep_newcomer(const TaskReport& report) {
  newcomers_.insert_or_assign(report.tid, report.status);
}

void StopQueue::end_newcomer(const TaskReport& report) {
  if (newcomers_.contains(report.tid)) keep_newcomer(report);
}

void StopQueue::meet_newcomer(pid_t tid) {
  const auto early = newcomers_.find(tid);
  if (early == newcomers_.end()) return;
  if (early->second.has_ended()) signals_.was_reaped(tid);  // its PID may be another's by now
  reports_.push_front({tid, early->second});
  newcomers_.erase(early);
}

void StopQueue::kill_newcomers() const {
  for (const auto& [tid, status] : newcomers_) {
    if (!status.has_ended()) signals_.kill_newcomer(tid);
  }
}

std::set<pid_t> StopQueue::tasks() const {
  std::set<pid_t> tasks;
  for (const TaskReport& report : reports_) tasks.insert(report.tid);
  for (const auto& [tid, status] : newcomers_) tasks.insert(tid);
  return tasks;
}

}  // namespace procdemo::engine
