#include "session/unobserved.h"

#include <poll.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <exception>

#include "base/file_problems.h"
#include "base/own_limits.h"
#include "base/problem.h"
#include "base/signal_mask.h"
#include "run/terminal/ctrl_c.h"
#include "world/inside/namespaces.h"
#include "world/machine.h"
#include "world/terminal/terminal_settings.h"

namespace procdemo::session {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

// Later than procdemo itself, which tells how it ended.
std::chrono::milliseconds time_limit(const Limits& limits) {
  constexpr std::chrono::milliseconds later{500};
  return std::chrono::ceil<std::chrono::milliseconds>(
             std::chrono::duration<double>(limits.seconds)) +
         later;
}

// Where memory runs out the kernel ends the largest of those inside (proc_pid_oom_score_adj(5)).
// That may be the keeper, which alone knows who was there: the program is to seem larger. A user
// may make it seem so, but nobody smaller. Half of what there is counts.
constexpr int before_keeper = 500;

// The keeper is a task inside, and none of the program's.
Wishes wishes_for(const Limits& limits) {
  Wishes wishes = {.limits = limits, .guarded = true, .observed = false};
  ++wishes.limits.processes;
  return wishes;
}

/// Waits for everybody, or for a reason to wait no longer.
class Watchman {
 public:
  Watchman(Keeper& keeper, World& world, const Limits& limits)
      : keeper_(keeper), world_(world), limits_(limits) {}

  Outcome watch(const SignalFd& signals) {
    while (!over() && !has_ended(signals)) {
      while (const auto signal = signals.next()) take(*signal);
      if (left() <= 0) outcome_.limit = "seconds";
      if (world_.out_of_memory(world_.inside())) outcome_.limit = "memory";
    }
    outcome_.wall = seconds_since(start_);
    return outcome_;
  }

 private:
  double left() const { return limits_.seconds - seconds_since(start_); }
  bool over() const { return outcome_.signal != 0 || !outcome_.limit.empty(); }

  /// Waits for a moment at most: nobody tells of what is used.
  bool has_ended(const SignalFd& signals) const {
    constexpr double between_looks = 0.1;
    pollfd watched[] = {{keeper_.ready_fd(), POLLIN, 0}, {signals.fd(), POLLIN, 0}};
    ::poll(watched, 2, static_cast<int>(std::clamp(left(), 0.0, between_looks) * 1000) + 1);
    return watched[0].revents != 0;
  }

  void take(const signalfd_siginfo& info) {
    if (ctrl_c_.ends_run(info, seconds_since(start_))) {
      outcome_.signal = static_cast<int>(info.ssi_signo);
    } else {
      outcome_.interrupted = true;
    }
  }

  Keeper& keeper_;
  World& world_;
  Limits limits_;
  Clock::time_point start_ = Clock::now();
  CtrlC ctrl_c_;
  Outcome outcome_;
};

}  // namespace

UnobservedRun::UnobservedRun(const Program& program, const Limits& limits, int output)
    : program_(program),
      limits_(limits),
      output_(output),
      variables_(environment_of(program)),
      environment_(pointers(variables_)),
      argv_(pointers(program.argv)),
      start_{[this] { become(); }, background_.before(), time_limit(limits),
             static_cast<rlim_t>(limits.file)},
      world_(make_live_world(wishes_for(limits))) {
  expect_proc();
  while (::waitpid(-1, nullptr, WNOHANG) > 0) continue;  // what an observer that was refused left
  check("prctl", ::prctl(PR_SET_CHILD_SUBREAPER, 1));
  keeper_ = std::make_unique<Keeper>(*world_, start_);
}

UnobservedRun::~UnobservedRun() {
  try {
    Outcome unasked;
    end_everybody(unasked);
  } catch (const std::exception&) {  // the keeper ends them, when its connection does
  }
}

Limits UnobservedRun::limits() const {
  Limits limits = limits_;
  if (const auto most = world_->most_tasks()) limits.processes = *most - 1;
  return limits;
}

std::vector<std::string> UnobservedRun::loose() const {
  std::vector<std::string> names = {"forks", "output"};
  if (!world_->most_tasks()) names.insert(names.begin(), "processes");
  return names;
}

/// In the program's process. Returns only where it failed, and says why.
void UnobservedRun::become() const {
  const auto execute = [&] {
    if (const int error = world_->enter()) return error;
    if (program_.fixed_environment) ::umask(022);
    write_text("/proc/self/oom_score_adj", std::to_string(before_keeper));
    if (::dup2(output_, STDOUT_FILENO) < 0) return errno;
    give_back_limits();
    ::execve(program_.path.c_str(), argv_.data(), environment_.data());
    return errno;
  };
  failure_.tell(execute());
}

void UnobservedRun::check_start() const {
  if (const int error = keeper_->kept().error)
    throw std::system_error(error, std::generic_category(), "fork");
  const auto error = failure_.error();
  if (!error) return;
  throw Problem(Status::not_allowed, ProgramProblem::failed,
                {program_.path, std::generic_category().message(*error)});
}

/// The keeper counts who ends. A world may kill it with the others: so that comes after it; and
/// whoever comes to this process, should the keeper have been killed, is killed here.
void UnobservedRun::end_everybody(Outcome& outcome) {
  constexpr std::chrono::seconds patience{2};
  keeper_->end_all(patience);
  if (world_->can_kill()) world_->kill_all();
  kill_descendants();
  outcome.survivors = static_cast<std::int64_t>(world_->inside().size());
}

void UnobservedRun::tell(const Outcome& outcome, const Kept& kept, Sink& sink) const {
  if (outcome.limit.empty()) return;
  sink.event({static_cast<std::uint64_t>(outcome.events), outcome.wall, "P", kept.first,
              event::Limit{outcome.limit, find_limit(outcome.limit)->value(limits_)}});
}

Outcome UnobservedRun::run(Sink& sink) {
  const SignalFd signals(signal_set({SIGINT, SIGTERM, SIGHUP}));
  const TerminalSettings put_back(keeper_->ready_fd());
  keeper_->go();
  Outcome outcome = Watchman(*keeper_, *world_, limits_).watch(signals);
  end_everybody(outcome);
  check_start();

  const Kept kept = keeper_->kept();
  outcome.processes = kept.processes;
  outcome.wait_status = kept.first_ended ? kept.wait_status : WaitStatus::of_signal(SIGKILL);
  if (outcome.limit.empty() && world_->out_of_memory({})) outcome.limit = "memory";
  if (outcome.limit.empty() && kept.out_of_time) outcome.limit = "seconds";
  if (outcome.limit.empty() && kept.file_too_large) outcome.limit = "file";
  outcome.events = outcome.limit.empty() ? 0 : 1;
  tell(outcome, kept, sink);
  return outcome;
}

}  // namespace procdemo::session
