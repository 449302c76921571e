// Of a session: its spare run, which is another session.
#include <algorithm>

#include "base/hash.h"
#include "session/attempt.h"
#include "session/session.h"
#include "session/stepping/progress.h"
#include "world/inside/inside.h"
#include "world/memory.h"

namespace procdemo::session {
namespace {

/// Whether a second run of the same size has room here.
bool is_small(const std::vector<pid_t>& processes, const Limits& limits) {
  constexpr std::size_t few = 32;
  const std::int64_t little = limits.memory_here() / 8;
  return processes.size() <= few && memory_of(processes, little) <= little;
}

bool is_before(int step, const std::optional<int>& other) {
  return !other || step < *other;
}

}  // namespace

bool Session::may_run_beside(int step) const {
  if (!is_inside() || !is_before(step, progress_->outside) || !is_before(step, progress_->met)) {
    return false;
  }
  const auto inexact = progress_->told.inexact();
  if (inexact && inexact->event < progress_->events[static_cast<std::size_t>(step)]) return false;
  return is_small(attempt_->world->inside(), subject_.wishes.limits);
}

// What may have been changed since, beside what the program itself changes.
std::uint64_t Session::found() const {
  std::uint64_t hash = copies_ ? copies_->hash() : 0;
  const FoundFile& program = progress_->program;
  for (const std::int64_t fact :
       {program.size, program.modified.tv_sec, program.modified.tv_nsec}) {
    hash = hash_of(std::to_string(fact), hash);
  }
  return hash;
}

SpareTask Session::task_to(int step) {
  progress_->unchanged = std::numeric_limits<int>::max();
  return {.step = step,
          .told = progress_->hashes[static_cast<std::size_t>(step)],
          .found = found(),
          .path = progress_->path,
          .interventions = progress_->interventions.all(),
          .asked = {}};
}

bool Session::is_on_way(int step) const {
  return step <= progress_->unchanged;
}

bool Session::has_gone_way_of(const SpareTask& task) const {
  const int taken = steps();
  const auto same = [](const Taken& one, const Taken& other) { return one.who == other.who; };
  return !progress_->over && taken <= task.step &&
         std::ranges::equal(progress_->path.begin(), progress_->path.begin() + taken,
                            task.path.begin(), task.path.begin() + taken, same) &&
         progress_->interventions.begin(task.interventions);
}

bool Session::follow(const SpareTask& task, Sink& sink, const std::function<bool()>& goes_on) {
  if (!is_inside()) return false;
  if (!progress_) {
    start(sink);
  } else if (!has_gone_way_of(task)) {
    begin_again(0);
  }
  progress_->path = task.path;
  progress_->interventions.go_on_with(task.interventions);
  while (steps() < task.step && goes_on() && step()) continue;
  return steps() == task.step && progress_->path.size() == task.path.size() &&
         progress_->told.hash() == task.told && found() == task.found;
}

}  // namespace procdemo::session
