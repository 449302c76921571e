#include "cli/unobserved.h"

#include <poll.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <chrono>

#include "cli/terminal.h"
#include "observe/machine.h"
#include "os/child.h"
#include "os/own_limits.h"
#include "os/pidfd.h"
#include "os/procfs.h"
#include "os/signal_mask.h"
#include "trace/problem.h"

namespace procdemo {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

std::vector<char*> pointers(const std::vector<std::string>& texts) {
  std::vector<char*> all;
  for (const std::string& text : texts) all.push_back(const_cast<char*>(text.c_str()));
  all.push_back(nullptr);
  return all;
}

/// What the child needs, made before the fork: procdemo has threads, and so the child may use
/// async-signal-safe calls alone.
struct Start {
  const Program& program;
  std::vector<std::string> variables;
  std::vector<char*> environment;
  std::vector<char*> argv;
  int output;
  sigset_t mask;
  pid_t parent;
  Pipe failure;
};

/// Returns only where it failed. A program that procdemo's SIGKILL leaves without a parent is
/// killed.
void become(const Start& start) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != start.parent) return;
  if (start.program.fixed_environment) ::umask(022);
  if (::dup2(start.output, STDOUT_FILENO) < 0) return;
  give_back_limits();
  ::sigprocmask(SIG_SETMASK, &start.mask, nullptr);
  ::execve(start.program.path.c_str(), start.argv.data(), start.environment.data());
}

[[noreturn]] void become_or_tell(const Start& start) {
  become(start);
  const int error = errno;
  [[maybe_unused]] const ssize_t told =
      ::write(start.failure.write_end.get(), &error, sizeof error);
  ::_exit(127);
}

/// The pipe's other end is closed by the exec, or brings the reason why there was none.
void check_start(Start& start) {
  start.failure.write_end.reset();
  int error;
  if (::read(start.failure.read_end.get(), &error, sizeof error) != sizeof error) return;
  throw Problem(Status::not_allowed, Trouble::exec_failed,
                {start.program.path, std::generic_category().message(error)});
}

/// Waits for everybody, or for a reason to wait no longer.
class Watchman {
 public:
  Watchman(pid_t first, const Limits& limits) : first_(first), limits_(limits) {}

  Outcome watch(const SignalFd& signals) {
    while (!reap()) {
      wait(signals);
      while (const auto signal = signals.next()) take(static_cast<int>(signal->ssi_signo));
      if (outcome_.limit.empty() && left() <= 0) outcome_.limit = "seconds";
      if (over()) kill_everybody();
    }
    outcome_.wall = seconds_since(start_);
    return outcome_;
  }

 private:
  double left() const { return limits_.seconds - seconds_since(start_); }
  bool over() const { return outcome_.signal != 0 || !outcome_.limit.empty(); }

  /// Until a signal comes (SIGCHLD is one) or the time is up. Once killing has begun, newcomers are
  /// looked for often: nobody tells of them.
  void wait(const SignalFd& signals) const {
    constexpr int soon = 1;  // ms
    const int rest = static_cast<int>(std::max(left(), 0.0) * 1000) + 1;
    pollfd ready = {signals.fd(), POLLIN, 0};
    ::poll(&ready, 1, over() ? soon : rest);
  }

  /// The first Ctrl-C is the program's affair, which got it too; the second within a second ends
  /// the run.
  void take(int signal) {
    if (signal == SIGCHLD) return;
    if (signal == SIGINT) {
      outcome_.interrupted = true;
      const bool again = interrupted_ && seconds_since(*interrupted_) <= 1;
      interrupted_ = Clock::now();
      if (!again) return;
    }
    outcome_.signal = signal;
  }

  /// Reaps who ended; true when nobody is left.
  bool reap() {
    while (true) {
      int status;
      const pid_t ended = ::waitpid(-1, &status, WNOHANG);
      if (ended == 0) return false;
      if (ended < 0) return errno == ECHILD;
      ++outcome_.processes;
      if (ended == first_) outcome_.wait_status = status;
    }
  }

  static bool is_child(pid_t pid) {
    const auto stat = proc_stat(pid);
    return stat && stat->ppid == ::getpid();
  }

  /// Children, and orphans that came to procdemo as their reaper; their own children come next. A
  /// PID that was read may be another's by now: it is opened, and looked at again.
  static void kill_everybody() {
    for (const pid_t pid : all_pids()) {
      const Fd process = is_child(pid) ? open_process(pid) : Fd();
      if (process && is_child(pid)) send_signal(process, SIGKILL);
    }
  }

  pid_t first_;
  Limits limits_;
  Clock::time_point start_ = Clock::now();
  std::optional<Clock::time_point> interrupted_;
  Outcome outcome_;
};

}  // namespace

Outcome run_unobserved(const Program& program, const Limits& limits, int output) {
  expect_proc();
  while (::waitpid(-1, nullptr, 0) > 0) continue;  // what an observer that was refused left

  check("prctl", ::prctl(PR_SET_CHILD_SUBREAPER, 1));
  const SignalFd signals(signal_set({SIGCHLD, SIGINT, SIGTERM, SIGHUP}));
  const TerminalSettings put_back;

  Start start = {.program = program,
                 .variables = environment_of(program),
                 .argv = pointers(program.argv),
                 .output = output,
                 .mask = signals.mask().before(),
                 .parent = ::getpid(),
                 .failure = Pipe::make()};
  start.environment = pointers(start.variables);

  Child first = Child::run(kill_at_once, [&]() -> int { become_or_tell(start); });
  check_start(start);
  return Watchman(std::move(first).release(), limits).watch(signals);
}

}  // namespace procdemo
