// How a run ends: nobody is left, and that is measured.
#include <poll.h>
#include <sys/ptrace.h>
#include <sys/wait.h>

#include <algorithm>
#include <csignal>
#include <cstring>

#include "base/file_problems.h"
#include "base/problem.h"
#include "base/procfs.h"
#include "engine/observation.h"

namespace procdemo {

namespace {
constexpr int patience = 10;    // milliseconds between looks, while the kernel takes processes down
constexpr double give_up = 10;  // seconds: a process that the kernel itself can't kill
}  // namespace

void Observation::end_run() {
  run_.outcome.wall = run_.clock.real_since_start();
  if (run_.log.has_begun()) look_at_memory();  // the kernel may have killed the last one
  if (!run_.family.tasks().empty()) look_for_unseen();
  ending_ = true;
  if (run_.controlled()) run_.log.keep_ends();
  run_.outcome.survivors = kill_everyone();
  run_.log.tell_ends();
  run_.outcome.survivors += end_unseen();
  if (!run_.log.has_begun()) tell_failure();
  run_.outcome.processes = run_.family.ever();
  for (const FileToRead& file : run_.settings.files) {
    try {
      auto found = read_records(file, run_.memory);
      if (found) run_.log.emit("P", first_->seen, std::move(*found));
    } catch (const std::system_error&) {
      run_.log.emit("P", first_->seen, event::Note{"unanswered-file"});
    }
  }
  const Outcome& how = run_.outcome;
  run_.log.emit("P", first_->seen,
                event::Summary{how.processes, how.peak, how.survivors, how.wall, how.limit});
  run_.outcome.events = run_.log.events();
}

// It never became the program. Nobody is left who could still write into that pipe.
void Observation::tell_failure() {
  if (const auto error = launch_.failure()) {
    throw Problem(Status::watch_not_executable, ProgramProblem::failed,
                  {path_, std::strerror(*error)});
  }
}

void Observation::kill_tracees() const {
  for (const Task* task : run_.family.in_order()) run_.signals.send(*task->process, SIGKILL);
  for (const auto& [tid, status] : newcomers_) {
    if (!status.has_ended()) run_.signals.kill_newcomer(tid);
  }
}

// Killing, resuming and looking again, until the kernel knows no task that we trace: one that was
// being born when its maker was killed is found in the next round.
std::int64_t Observation::kill_everyone() {
  reserve_.clear();
  if (!run_.family.tasks().empty()) world_.kill_all();
  const double until = ProgramClock::real_now() + give_up;
  while (true) {
    kill_tracees();
    const bool children = drain();
    const bool quiet = stops_.empty();
    while (!stops_.empty()) {
      const auto [tid, status] = stops_.front();
      stops_.pop_front();
      handle_dying(tid, status);
    }
    if (!quiet) continue;
    if (!children) return 0;  // ECHILD: the kernel itself knows nobody whom we trace
    const bool waited_enough = ProgramClock::real_now() > until;
    if (run_.family.tasks().empty() || waited_enough) {
      const std::int64_t alive = count_traced_by(::gettid());
      if (alive == 0 || waited_enough) return alive;
    }
    pollfd child = {stopped_.fd(), POLLIN, 0};
    ::poll(&child, 1, patience);
    stopped_.next();
  }
}

void Observation::handle_dying(pid_t tid, WaitStatus status) {
  run_.signals.was_handled(tid);
  Task* task = run_.family.task(tid);
  if (!task) {
    newcomers_.insert_or_assign(tid, status);  // also its death: its maker may still tell of it
    if (!status.has_ended()) ::ptrace(PTRACE_CONT, tid, nullptr, nullptr);
    return;
  }
  const auto stop = status.stop();
  if (!stop) return died(*task, status);
  switch (stop->at) {
    case Stopped::At::fork:
    case Stopped::At::clone:
    case Stopped::At::vfork:
      return stopped_at_fork_event(*task, *stop);
    case Stopped::At::exec:
      return stopped_at_exec(*task, *stop);
    case Stopped::At::exit:
      return stopped_at_exit(*task, *stop);
    default:
      resume(*task);
  }
}

}  // namespace procdemo
