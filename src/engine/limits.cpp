// The limits of a run: on its time, its processes, its forks and what it prints.
#include "engine/observation.h"
#include "world/machine.h"

namespace procdemo {

namespace {

constexpr double between_looks = 0.002;  // seconds between looks for signals, where stops never end

}  // namespace

void Observation::check_unanswered() {
  if (!run_.memory.stalled) return;
  const Task* task = run_.family.task(*run_.memory.stalled);
  const double seconds = std::chrono::duration<double>(Reader::usual_patience).count();
  run_.reach_limit(task ? *task->process : *first_, "unanswered", seconds);
}

// The limit is on real time, in every mode: a run that waits for a processor is ended, too. (To
// leave that waiting out was tried. What a controlled run itself makes its tasks wait for each
// other can't be told from it, and a loop of calls held up the limit, to ten times itself on a busy
// machine.)
//
// Of two Ctrl-C of which the first is still unread, the kernel keeps one: hence the frequent looks.
void Observation::check_time() {
  check_unanswered();
  const double now = run_.clock.real_since_start();
  if (now - looked_for_signals_ > between_looks) look_for_signals();
  run_.log.flush_stale();
  look_around(now);
  if (now < run_.settings.limits.seconds || run_.family.tasks().empty() || run_.is_over()) return;
  run_.reach_limit(*first_, "seconds", run_.settings.limits.seconds);
}

// Of each process one task is asked that has not ended: the first thread may have, and has no
// memory then.
void Observation::look_at_memory() {
  std::map<const Process*, pid_t> alive;
  for (const auto& [tid, task] : run_.family.tasks()) {
    if (!task.exiting) alive.emplace(task.process, tid);
  }
  std::vector<pid_t> processes;
  for (const auto& [process, tid] : alive) processes.push_back(tid);
  if (!world_.out_of_memory(processes)) return;
  run_.reach_limit(*first_, "memory", static_cast<double>(run_.settings.limits.memory_here()));
}

// Whether we still see processes as they are; what the run uses; and whether there is somebody in
// it that was never seen.
void Observation::look_around(double now) {
  constexpr double between_searches = 1;
  if (!run_.log.has_begun() || run_.is_over()) return;
  if (now - looked_at_memory_ > std::chrono::duration<double>(usage_interval).count()) {
    looked_at_memory_ = now;
    expect_proc();
    look_at_memory();
  }
  if (now - looked_for_unseen_ > between_searches) {
    looked_for_unseen_ = now;
    look_for_unseen();
  }
}

}  // namespace procdemo
