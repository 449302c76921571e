#include "engine/resumer.h"

#include <sys/ptrace.h>

namespace procdemo::engine {

void Resumer::resume(Task& task, Until until, int signal) const {
  run_.check_unanswered();
  if (run_.memory.stalled && !run_ends_) return;
  run_.outputs.forget();
  if (until == Until::call_end && run_.controlled()) run_.places.of(task);  // it may wait there
  if (task.fork && !task.fork->child) run_.pids.run_makes_one();
  task.registers.run_on();
  const bool stops = until == Until::call_end || task.mending;
  ::ptrace(stops ? PTRACE_SYSCALL : PTRACE_CONT, task.tid, nullptr, static_cast<long>(signal));
}

}  // namespace procdemo::engine
