#include "engine/watchdog.h"

#include <chrono>
#include <map>
#include <vector>

#include "engine/poller.h"
#include "world/machine.h"

namespace procdemo::engine {

namespace {

constexpr double between_looks = 0.002;  // seconds, where stops never end

}  // namespace

// The limit is on real time, in every mode: a run that waits for a processor is ended, too. (To
// leave that waiting out was tried. What a controlled run itself makes its tasks wait for each
// other can't be told from it, and a loop of calls held up the limit, to ten times itself on a busy
// machine.)
//
// Of two Ctrl-C of which the first is still unread, the kernel keeps one: hence the frequent looks.
// And a run in which stops never end never comes to the rest in which its reader is served.
void Watchdog::look() {
  run_.check_unanswered();
  if (ProgramClock::real_now() - signals_.looked_at() > between_looks) {
    signals_.look();
    run_.sink.rest();
  }
  const double now = run_.clock.real_since_start();
  run_.log.flush_stale();
  look_around(now);
  const double most = run_.settings.limits.seconds;
  if (now < most || run_.family.tasks().empty() || run_.is_over()) return;
  run_.reach_limit(run_.family.first(), "seconds", most);
}

// Of each process one task is asked that has not ended: the first thread may have, and has no
// memory then.
void Watchdog::look_at_memory() {
  std::map<const Process*, pid_t> alive;
  for (const auto& [tid, task] : run_.family.tasks()) {
    if (task.phase != Phase::exiting) alive.emplace(task.process, tid);
  }
  std::vector<pid_t> processes;
  for (const auto& [process, tid] : alive) processes.push_back(tid);
  if (!world_.out_of_memory(processes)) return;
  const double most = static_cast<double>(run_.settings.limits.memory_here());
  run_.reach_limit(run_.family.first(), "memory", most);
}

// Whether we still see processes as they are; what the run uses; and whether there is somebody in
// it that was never seen.
void Watchdog::look_around(double now) {
  constexpr double between_searches = 1;
  if (!run_.log.has_begun() || run_.is_over()) return;
  if (now - looked_at_memory_ > std::chrono::duration<double>(usage_interval).count()) {
    looked_at_memory_ = now;
    expect_proc();
    look_at_memory();
  }
  if (now - looked_for_unseen_ > between_searches) {
    looked_for_unseen_ = now;
    unseen_.look();
  }
}

}  // namespace procdemo::engine
