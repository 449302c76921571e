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

#include "cli/dispatch.h"
#include "cli/failure.h"
#include "trace/problem.h"

namespace procdemo {
namespace {

namespace fs = std::filesystem;

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

/// Ends this process where the command fails: whatever would have run, that is the user's mistake.
void prepare(const std::string& command, User user) {
  const int status = shell_status(check("system", std::system(command.c_str())));
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
      janitor_(std::in_place) {
  folder_ = make_own_folder(*janitor_);
}

std::string Runner::make_folder(const Errand& errand) {
  constexpr std::size_t most = 1'000'000;  // at once: all paths are of one length
  const std::string path = fmt::format("{}/{:06}", folder_, folders_++ % most);
  check("mkdir " + path, ::mkdir(path.c_str(), 0700));
  if (!errand.beside.empty()) link_to_all(errand.beside, path);
  return path;
}

/// In the child: a user without a terminal, in a directory of its own.
void Runner::become(const Words& words, const Running& running) {
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);
  janitor_->leave();
  signals_.mask().restore();
  // What procdemo itself has inherited is nothing to the programs: they would share it.
  ::close_range(STDERR_FILENO + 1, ~0U, CLOSE_RANGE_CLOEXEC);
  const Fd null = open_file("/dev/null", O_RDONLY);
  ::dup2(null.get(), STDIN_FILENO);
  ::dup2(running.output.get(), STDOUT_FILENO);
  ::dup2(running.output.get(), STDERR_FILENO);
  check("chdir " + running.folder, ::chdir(running.folder.c_str()));
  ::setenv("TMPDIR", running.folder.c_str(), 1);
  ::unsetenv("COLUMNS");

  User user = find_user(words);
  user.record = "/proc/self/fd/" + std::to_string(running.trace.get());
  const std::string& before = (*errands_)[running.errand].before;
  if (running.results.empty() && !before.empty()) prepare(before, user);
  ::_exit(status_of([&] { return dispatch(words, user); }, user));
}

void Runner::start(Running& running) {
  running.output = memory_file("output");
  running.trace = memory_file("trace");
  running.start = Clock::now();
  running.hung = false;
  const Words& words = (*errands_)[running.errand].commands[running.results.size()];
  const pid_t parent = ::getpid();
  running.pid = check("fork", ::fork());
  if (running.pid > 0) return;
  try {
    if (::getppid() == parent) become(words, running);
  } catch (const std::system_error&) {
    // Nobody to be told: the status says it.
  }
  ::_exit(static_cast<int>(Status::not_allowed));
}

void Runner::finish(Running& running, int status, double seconds) {
  running.results.push_back({.status = shell_status(status),
                             .hung = running.hung,
                             .output = content(running.output),
                             .trace = std::move(running.trace),
                             .seconds = seconds});
}

/// Those that have ended: their next command begins, or the errand is done.
void Runner::reap(const Done& done) {
  for (std::size_t i = 0; i < running_.size();) {
    Running& running = running_[i];
    int status;
    if (::waitpid(running.pid, &status, WNOHANG) != running.pid) {
      ++i;
      continue;
    }
    finish(running, status, std::chrono::duration<double>(Clock::now() - running.start).count());
    if (running.results.size() < (*errands_)[running.errand].commands.size()) {
      start(running);
      ++i;
    } else {
      Running ended = std::move(running);
      std::error_code left_over;  // the janitor's, then
      fs::remove_all(ended.folder, left_over);
      running_.erase(running_.begin() + static_cast<std::ptrdiff_t>(i));
      done(ended.errand, std::move(ended.results));
    }
  }
}

void Runner::kill_hung() {
  for (Running& running : running_) {
    if (Clock::now() - running.start < patience) continue;
    running.hung = true;
    ::kill(running.pid, SIGKILL);
  }
}

/// SIGTERM ends a run at once, and in order.
void Runner::stop_all() {
  for (const Running& running : running_) ::kill(running.pid, SIGTERM);
  for (const Running& running : running_) {
    while (::waitpid(running.pid, nullptr, 0) < 0 && errno == EINTR) continue;
  }
  running_.clear();
}

void Runner::wait() const {
  constexpr int between_looks = 1000;  // ms, for those that hang
  pollfd ready = {signals_.fd(), POLLIN, 0};
  ::poll(&ready, 1, between_looks);
}

int Runner::run(const std::vector<Errand>& errands, const Done& done) {
  errands_ = &errands;
  std::size_t next = 0;
  while (next < errands.size() || !running_.empty()) {
    while (next < errands.size() && running_.size() < static_cast<std::size_t>(jobs_)) {
      running_.push_back({.errand = next, .folder = make_folder(errands[next])});
      start(running_.back());
      ++next;
    }
    wait();
    while (const auto signal = signals_.next()) {
      if (signal->ssi_signo == SIGCHLD) continue;
      stop_all();
      return static_cast<int>(signal->ssi_signo);
    }
    kill_hung();
    reap(done);
  }
  return 0;
}

}  // namespace procdemo
