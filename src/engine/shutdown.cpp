#include "engine/shutdown.h"

#include <poll.h>
#include <sys/ptrace.h>
#include <sys/wait.h>

#include <algorithm>
#include <csignal>
#include <cstring>
#include <fstream>
#include <set>

#include "base/child.h"
#include "base/file_problems.h"
#include "base/problem.h"
#include "base/procfs.h"
#include "world/problems.h"

namespace procdemo::engine {

namespace {
constexpr int patience = 10;    // milliseconds between looks, while the kernel takes processes down
constexpr double give_up = 10;  // seconds: a process that the kernel itself can't kill

// "/usr/bin/nothing: " of a script that begins with "#!/usr/bin/nothing -u": the file is there, so
// that is what is not. Empty for any other.
std::string interpreter_of(const std::string& path) {
  std::ifstream file(path);
  std::string first;
  if (file.get() != '#' || file.get() != '!' || !(file >> first)) return "";
  return first + ": ";
}

}  // namespace

void Shutdown::end() {
  run_.outcome.wall = run_.clock.real_since_start();
  if (run_.log.has_begun()) watchdog_.look_at_memory();  // the kernel may have killed the last one
  if (!run_.family.tasks().empty()) unseen_.look();
  if (run_.controlled()) run_.log.keep_ends();
  run_.outcome.survivors = kill_everyone();
  run_.log.tell_ends();
  run_.outcome.survivors += unseen_.end();
  if (!run_.log.has_begun()) tell_failure();
  run_.outcome.processes = run_.family.ever();
  run_.outcome.peak = run_.family.peak();
  tell_files();
  const Outcome& how = run_.outcome;
  run_.log.emit("P", run_.family.first().seen,
                event::Summary{how.processes, how.peak, how.survivors, how.wall, how.limit});
  run_.outcome.events = run_.log.events();
}

void Shutdown::tell_files() {
  for (const FileToRead& file : run_.settings.files) {
    try {
      auto found = read_records(file, run_.memory);
      if (found) run_.log.emit("P", run_.family.first().seen, std::move(*found));
    } catch (const std::system_error&) {
      run_.log.emit("P", run_.family.first().seen, event::Note{"unanswered-file"});
    }
  }
}

// No descriptor is needed: whether a task is still ours the kernel says, not /proc. What was taken
// from the kernel, and not handled, may have been anybody's stop. So all are resumed until none is
// left, which does nothing to one that is not stopped.
void Shutdown::kill_blindly() {
  std::set<pid_t> left = stops_.tasks();
  for (const auto& [tid, task] : run_.family.tasks()) left.insert(tid);
  const double until = ProgramClock::real_now() + give_up;
  for (int quiet = 0; quiet < 2 && ProgramClock::real_now() < until;) {
    std::erase_if(left, [](pid_t tid) { return !is_unreaped(tid); });
    for (const pid_t tid : left) {
      ::kill(tid, SIGKILL);
      ::ptrace(PTRACE_CONT, tid, nullptr, nullptr);
    }
    int raw = 0;
    const pid_t tid = ::waitpid(-1, &raw, __WALL | WNOHANG);
    if (tid < 0) return;  // ECHILD
    if (tid > 0) {
      if (WIFSTOPPED(raw)) left.insert(tid);  // only who is traced stops for us
      continue;
    }
    quiet = left.empty() ? quiet + 1 : 0;  // one that was just being born stops within microseconds
    ::poll(nullptr, 0, patience);
  }
}

// It never became the program. Nobody is left who could still write into that pipe.
void Shutdown::tell_failure() const {
  const auto failure = launch_.failure();
  if (!failure) return;
  const std::string missing = failure->error == ENOENT ? interpreter_of(launch_.path()) : "";
  const std::vector<std::string> why = {launch_.path(), missing + std::strerror(failure->error)};
  if (failure->filter) throw Problem(Status::not_allowed, MachineProblem::filter_denied, why);
  throw Problem(Status::watch_not_executable, ProgramProblem::failed, why);
}

void Shutdown::kill_tracees() const {
  for (const Task* task : run_.family.in_order()) run_.signals.send(*task->process, SIGKILL);
  stops_.kill_newcomers();
}

// Killing, resuming and looking again, until the kernel knows no task that we trace: one that was
// being born when its maker was killed is found in the next round.
std::int64_t Shutdown::kill_everyone() {
  resumer_.run_ends();  // else nobody whose memory does not answer gets to its end
  reserve_.clear();
  if (!run_.family.tasks().empty()) world_.kill_all();
  const double until = ProgramClock::real_now() + give_up;
  while (true) {
    kill_tracees();
    const bool children = stops_.drain();
    const bool quiet = stops_.empty();
    while (const auto report = stops_.next()) handling_.handle_dying(*report);
    if (!quiet) continue;
    if (!children) return 0;  // ECHILD: the kernel itself knows nobody whom we trace
    const bool waited_enough = ProgramClock::real_now() > until;
    if (run_.family.tasks().empty() || waited_enough) {
      const std::int64_t alive = count_traced_by(::gettid());
      if (alive == 0 || waited_enough) return alive;
    }
    pollfd child = {stops_.fd(), POLLIN, 0};
    ::poll(&child, 1, patience);
    stops_.read_signal();
  }
}

}  // namespace procdemo::engine
