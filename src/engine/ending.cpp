// How a run ends: nobody is left, and that is measured.
#include <poll.h>
#include <sys/ptrace.h>
#include <sys/wait.h>

#include <algorithm>
#include <csignal>
#include <cstring>
#include <numeric>

#include "base/problem.h"
#include "base/procfs.h"
#include "engine/observation.h"
#include "schedule/name_order.h"

namespace procdemo {

namespace {
constexpr int patience = 10;    // milliseconds between looks, while the kernel takes processes down
constexpr double give_up = 10;  // seconds: a process that the kernel itself can't kill
}  // namespace

void Observation::end_run() {
  outcome_.wall = clock_.real_since_start();
  if (started_) look_at_memory();  // the kernel may have killed the last one
  if (!family_.tasks().empty()) look_for_unseen();
  ending_ = true;
  outcome_.survivors = kill_everyone();
  tell_ends_in_order();
  outcome_.survivors += end_unseen();
  if (!started_) tell_failure();
  outcome_.processes = family_.ever();
  for (const FileToRead& file : settings_.files) {
    try {
      auto found = read_records(file, memory_reader_);
      if (found) emit("P", first_->seen, std::move(*found));
    } catch (const std::system_error&) {
      emit("P", first_->seen, event::Note{"unanswered-file"});
    }
  }
  emit("P", first_->seen,
       event::Summary{outcome_.processes, outcome_.peak, outcome_.survivors, outcome_.wall,
                      outcome_.limit});
}

// Processes that are killed at the end of a controlled run die in no order: their ends are told by
// name.
void Observation::tell_ends_in_order() {
  const auto ends = std::exchange(ends_, {});
  std::vector<std::size_t> order(ends.size());
  std::iota(order.begin(), order.end(), 0u);
  std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
    const Name &one = std::get<Name>(ends[a]), &other = std::get<Name>(ends[b]);
    return one == other ? a < b : name_before(one, other);
  });
  ending_ = false;
  for (const std::size_t at : order) std::apply([&](auto... end) { emit(end...); }, ends[at]);
}

// It never became the program. Nobody is left who could still write into that pipe.
void Observation::tell_failure() {
  if (const auto error = launch_.failure()) {
    throw Problem(Status::watch_not_executable, Trouble::exec_failed,
                  {path_, std::strerror(*error)});
  }
}

// Killing, resuming and looking again, until the kernel knows no task that we trace: one that was
// being born when its maker was killed is found in the next round.
std::int64_t Observation::kill_everyone() {
  reserve_.clear();
  if (!family_.tasks().empty()) world_.kill_all();
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
    if (family_.tasks().empty() || waited_enough) {
      const std::int64_t alive = count_traced_by(::gettid());
      if (alive == 0 || waited_enough) return alive;
    }
    pollfd child = {stopped_.fd(), POLLIN, 0};
    ::poll(&child, 1, patience);
    stopped_.next();
  }
}

void Observation::handle_dying(pid_t tid, int status) {
  waited_for_.erase(tid);
  Task* task = family_.task(tid);
  if (!task) {
    newcomers_[tid] = status;  // also its death: its maker may still tell of it
    if (WIFSTOPPED(status)) ::ptrace(PTRACE_CONT, tid, nullptr, nullptr);
    return;
  }
  if (!WIFSTOPPED(status)) return died(*task, status);
  switch (status >> 16) {
    case PTRACE_EVENT_FORK:
    case PTRACE_EVENT_CLONE:
    case PTRACE_EVENT_VFORK:
      return stopped_at_fork_event(*task, status >> 16);
    case PTRACE_EVENT_EXEC:
      return stopped_at_exec(*task);
    case PTRACE_EVENT_EXIT:
      return stopped_at_exit(*task);
    default:
      resume(*task);
  }
}

}  // namespace procdemo
