#include "cli/runner.h"

#include <fmt/format.h>
#include <linux/close_range.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <thread>

#include "base/problem.h"
#include "cli/dispatch.h"
#include "cli/failure.h"
#include "cli/print.h"

namespace procdemo {
namespace {

namespace fs = std::filesystem;

/// SIGTERM ends a run in order: what its program left behind is removed. That takes a moment, and a
/// run that hangs takes for ever.
constexpr StopPolicy in_order{.terminate = std::chrono::seconds(20)};

Fd memory_file(const char* name) {
  return Fd(check("memfd_create", ::memfd_create(name, MFD_CLOEXEC)));
}

std::string content(const Fd& file) {
  return read_file("/proc/self/fd/" + std::to_string(file.get()));
}

/// A folder that was not there, its path as long as any other's.
std::string make_own_folder(Janitor& janitor) {
  for (int number = ::getpid() % 10'000'000;; number = (number + 1) % 10'000'000) {
    const std::string path = fmt::format("/tmp/procdemo-{:07}", number);
    try {
      janitor.make_folder(path);
      return path;
    } catch (const std::system_error& error) {
      if (error.code().value() != EEXIST) throw;
    }
  }
}

void link_to_all(const std::string& beside, const fs::path& folder) {
  std::error_code skipped;  // what can't be read or linked is not there
  for (const auto& entry : fs::directory_iterator(beside, skipped)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with(".")) continue;
    fs::create_symlink(fs::absolute(entry.path()), folder / name, skipped);
  }
}

int shell_status(int status) {
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

/// By sh, in a process group of its own. A signal to this process ends them all.
int run_by_shell(const std::string& command) {
  const SignalFd ends(signal_set({SIGINT, SIGTERM, SIGHUP}));
  const pid_t parent = ::getpid();
  Child shell = Child::run(kill_at_once, [&] {
    ::setpgid(0, 0);
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) return 127;
    ends.mask().restore();
    ::execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
    return 127;
  });
  ::setpgid(shell.pid(), shell.pid());  // both: whoever comes first
  constexpr int between_looks = 100;    // ms, where the kernel has no descriptors for processes
  while (!shell.try_wait()) {
    pollfd watched[] = {{shell.pidfd().get(), POLLIN, 0}, {ends.fd(), POLLIN, 0}};
    ::poll(watched, std::size(watched), between_looks);
    if (const auto signal = ends.next()) {
      shell.signal_group(SIGKILL);
      ::_exit(128 + static_cast<int>(signal->ssi_signo));
    }
  }
  return shell_status(shell.status().value_or(W_EXITCODE(127, 0)));
}

/// Ends this process where the command fails: whatever would have run, that is the user's mistake.
void prepare(const std::string& command, User user) {
  const int status = run_by_shell(command);
  if (status == 0) return;
  user.watching = false;
  ::_exit(status_of(
      [&]() -> int {
        throw Problem(Status::usage, Trouble::before_failed, {command, std::to_string(status)});
      },
      user));
}

}  // namespace

int Runner::usual_jobs() {
  return static_cast<int>(std::thread::hardware_concurrency()) + 1;
}

Runner::Runner(int jobs)
    : jobs_(jobs),
      signals_(signal_set({SIGCHLD, SIGINT, SIGTERM, SIGHUP})),
      janitor_(std::in_place),
      fences_(*janitor_) {
  memory_.shut();
  folder_ = make_own_folder(*janitor_);
}

std::string Runner::make_folder(const Errand& errand) {
  constexpr std::size_t most = 1'000'000;  // at once: all paths are of one length
  const std::string path = fmt::format("{}/{:06}", folder_, folders_++ % most);
  check("mkdir", path, ::mkdir(path.c_str(), 0700));
  if (!errand.beside.empty()) link_to_all(errand.beside, path);
  return path;
}

/// In the child: a user without a terminal, in a directory of its own. Returns its exit status.
int Runner::become(const Words& words, const Job& job, const Files& files, Fence* fence) {
  janitor_->leave();
  background_.restore();
  ::setsid();  // in one of its own there is no /dev/tty
  // What procdemo itself has inherited is nothing to the programs: they would share it.
  ::close_range(STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC);
  const Fd null = open_file("/dev/null", O_RDONLY);
  ::dup2(null.get(), STDIN_FILENO);
  ::dup2(files.output.get(), STDOUT_FILENO);
  ::dup2(files.output.get(), STDERR_FILENO);
  check("chdir", job.folder, ::chdir(job.folder.c_str()));
  ::setenv("TMPDIR", job.folder.c_str(), 1);
  ::unsetenv("COLUMNS");

  User user = find_user(words);
  user.record = "/proc/self/fd/" + std::to_string(files.trace.get());
  user.fence = fence;
  const std::string& before = (*errands_)[job.errand].before;
  if (job.results.empty() && !before.empty()) prepare(before, user);
  return status_of([&] { return dispatch(words, user); }, user);
}

/// Throws std::system_error where there is nothing left to run it with; nobody runs then.
Runner::Running Runner::start(Job job) {
  Files files{memory_file("output"), memory_file("trace")};
  std::unique_ptr<Fence> fence = fences_.take();
  const auto now = Clock::now();
  const Words& words = (*errands_)[job.errand].commands[job.results.size()];
  const pid_t parent = ::getpid();
  Child process = Child::run(in_order, [&] {
    ::prctl(PR_SET_PDEATHSIG, SIGTERM);
    try {
      if (::getppid() == parent) return become(words, job, files, fence.get());
    } catch (const std::system_error&) {
      // Nobody to be told: the status says it.
    }
    return static_cast<int>(Status::not_allowed);
  });
  return {std::move(job), std::move(files), std::move(process), now, std::move(fence)};
}

/// One that has ended: its next command begins, or the errand is done.
void Runner::go_on(Running ended, const Done& done) {
  Job& job = ended.job;
  fences_.give_back(std::move(ended.fence));
  job.results.push_back(
      {.status = shell_status(ended.process.status().value_or(W_EXITCODE(0, SIGKILL))),
       .hung = ended.hung,
       .output = content(ended.files.output),
       .trace = std::move(ended.files.trace),
       .seconds = std::chrono::duration<double>(Clock::now() - ended.start).count()});
  if (job.results.size() < (*errands_)[job.errand].commands.size()) {
    running_.push_back(start(std::move(job)));
    return;
  }
  std::error_code left_over;  // the janitor's, then
  fs::remove_all(job.folder, left_over);
  done(job.errand, std::move(job.results));
}

/// Those that have ended are taken out first: one that can't go on is nobody's any more.
void Runner::reap(const Done& done) {
  std::vector<Running> ended;
  for (Running& running : std::exchange(running_, {})) {
    (running.process.try_wait() ? ended : running_).push_back(std::move(running));
  }
  for (Running& each : ended) go_on(std::move(each), done);
}

/// What it has started it ends itself, where it still can.
void Runner::kill_hung() {
  constexpr std::chrono::seconds grace{3};
  for (Running& running : running_) {
    const auto over = Clock::now() - running.start - patience;
    if (over < Clock::duration::zero()) continue;
    running.hung = true;
    running.process.signal(over < grace ? SIGTERM : SIGKILL);
  }
}

/// All are told before the first is waited for.
void Runner::stop_all() {
  for (const Running& running : running_) running.process.signal(SIGTERM);
  running_.clear();
}

void Runner::wait(Clock::time_point deadline) const {
  constexpr std::chrono::milliseconds between_looks =
      std::chrono::seconds(1);  // for those that hang
  const auto left =
      std::clamp<Clock::duration>(deadline - Clock::now(), Clock::duration::zero(), between_looks);
  const int wait = static_cast<int>(std::chrono::ceil<std::chrono::milliseconds>(left).count());
  pollfd watched[] = {{signals_.fd(), POLLIN, 0}, {STDOUT_FILENO, 0, 0}};
  ::poll(watched, std::size(watched), wait);
  if (is_reader_gone(watched[1])) throw BrokenPipe();
}

int Runner::run(const std::vector<Errand>& errands, const Done& done, Clock::time_point deadline) {
  errands_ = &errands;
  std::size_t next = 0;
  while (next < errands.size() || !running_.empty()) {
    while (next < errands.size() && running_.size() < static_cast<std::size_t>(jobs_)) {
      running_.push_back(start({.errand = next, .folder = make_folder(errands[next])}));
      ++next;
    }
    wait(deadline);
    while (const auto signal = signals_.next()) {
      if (signal->ssi_signo == SIGCHLD) continue;
      stop_all();
      return static_cast<int>(signal->ssi_signo);
    }
    if (Clock::now() >= deadline) {
      stop_all();
      return 0;
    }
    kill_hung();
    reap(done);
  }
  return 0;
}

}  // namespace procdemo
