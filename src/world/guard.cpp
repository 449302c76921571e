#include "world/guard.h"

#include <sys/wait.h>

#include "base/child.h"
#include "base/fd.h"
#include "world/guard_kinds.h"

namespace procdemo::world {
namespace {

struct Kind {
  const char* name;
  std::unique_ptr<Guard> (*make)(std::int64_t processes);
};

// In order of preference: guard.h says why.
constexpr Kind kinds[] = {{"cgroup", make_cgroup_guard},
                          {"pid-namespace", make_pid_namespace_guard},
                          {"rlimit", make_rlimit_guard},
                          {"uid", make_uid_guard}};

constexpr int trial_limit = 3;

struct Trial {
  int error = 0;   // of enter(), or 0
  int forked = 0;  // how many children the kernel granted
};

// Forks until the kernel refuses, at most up to the limit. The children wait until they are killed.
int count_forks() {
  Pipe end = Pipe::make();
  std::vector<Child> children;
  try {
    while (std::ssize(children) < trial_limit) {
      children.push_back(Child::run(kill_at_once, [&] {
        end.write_end.reset();
        char byte;
        return static_cast<int>(::read(end.read_end.get(), &byte, 1));
      }));
    }
  } catch (const std::system_error&) {
    // The kernel has refused.
  }
  return static_cast<int>(children.size());
}

// As under the observer, nothing is tried before fork() has returned on this side.
[[noreturn]] void be_tried(Guard& guard, int go, int told) noexcept {
  char byte;
  if (::read(go, &byte, 1) != 1) ::_exit(127);
  Trial trial;
  trial.error = guard.enter();
  try {
    if (trial.error == 0) trial.forked = count_forks();
  } catch (const std::system_error& error) {
    trial.error = error.code().value();
  }
  ::_exit(::write(told, &trial, sizeof trial) == sizeof trial ? 0 : 127);
}

Trial run_trial(Guard& guard) {
  Pipe go = Pipe::make(), told = Pipe::make();
  const std::string name = guard.name();
  const pid_t pid = check(name, guard.fork());
  if (pid == 0) {
    go.write_end.reset();  // else it would wait for itself, should procdemo be killed now
    be_tried(guard, go.read_end.get(), told.write_end.get());
  }
  told.write_end.reset();
  write_all(go.write_end.get(), "!");
  Trial trial;
  const ssize_t got = ::read(told.read_end.get(), &trial, sizeof trial);
  ::waitpid(pid, nullptr, 0);  // where it is our child, which nobody else has waited for
  if (got != sizeof trial) trial.error = ECHILD;
  return trial;
}

// With a limit of three, the process inside and two children are all there may be. A guard that
// allows more by design has not been seen to refuse, only to work.
bool holds(const Kind& kind) {
  const std::unique_ptr<Guard> guard = kind.make(trial_limit);
  const Trial trial = run_trial(*guard);
  errno = trial.error;
  check(kind.name, trial.error == 0 ? 0 : -1);
  const bool refuses = guard->bound() == trial_limit;
  return trial.forked == (refuses ? trial_limit - 1 : trial_limit);
}

// "rlimit" counts this user's other tasks too. One that begins or ends during a trial spoils it.
void try_for_real(const Kind& kind) {
  constexpr int most_trials = 10;
  for (int i = 0; i < most_trials; ++i) {
    if (holds(kind)) return;
  }
  errno = ENOTSUP;
  check(kind.name, -1);
}

// Empty when it works.
std::string why_not(const Kind& kind) {
  try {
    try_for_real(kind);
    return "";
  } catch (const std::system_error& error) {
    return error.what();
  }
}

}  // namespace

pid_t fork_released() {
  std::optional<Child> child = Child::fork(kill_at_once);
  return child ? std::move(*child).release() : 0;
}

std::vector<GuardReport> try_guards() {
  std::vector<GuardReport> reports;
  for (const Kind& kind : kinds) {
    const std::string reason = why_not(kind);
    reports.push_back({kind.name, reason.empty(), reason});
  }
  return reports;
}

std::unique_ptr<Guard> make_guard(std::int64_t processes, const std::string& wanted) {
  for (const Kind& kind : kinds) {
    if ((wanted.empty() || wanted == kind.name) && why_not(kind).empty()) {
      return kind.make(processes);
    }
  }
  return nullptr;
}

}  // namespace procdemo::world
