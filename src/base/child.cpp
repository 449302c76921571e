#include "base/child.h"

#include <poll.h>
#include <sys/wait.h>

#include <algorithm>
#include <cstdint>
#include <stdexcept>

#include "base/pidfd.h"

namespace procdemo::base {

namespace {

using Clock = std::chrono::steady_clock;

// Kernels before 5.3, and containers whose filter does not know the call.
bool kernel_has_none(int error) {
  return error == ENOSYS || error == EPERM;
}

WaitStatus wait_status(const siginfo_t& end) {
  if (end.si_code == CLD_EXITED) return WaitStatus::of_exit(end.si_status);
  return WaitStatus::of_signal(end.si_status, end.si_code == CLD_DUMPED);
}

bool is_end(const siginfo_t& news) {
  return news.si_code == CLD_EXITED || news.si_code == CLD_KILLED || news.si_code == CLD_DUMPED;
}

// By descriptor, where there is one and the kernel waits by it (Linux 5.4).
int ask_for_end(const Fd& pidfd, pid_t pid, siginfo_t& news, int options) {
  const auto ask = [&](idtype_t type, int id) {
    int result;
    do result = ::waitid(type, static_cast<id_t>(id), &news, options);
    while (result < 0 && errno == EINTR);
    return result;
  };
  const int result = pidfd ? ask(P_PIDFD, pidfd.get()) : -1;
  return pidfd && (result == 0 || errno != EINVAL) ? result : ask(P_PID, pid);
}

// Whether the number is a child's of ours: it stays that until we wait for it, and only a Child
// does.
bool is_child(pid_t pid) {
  siginfo_t news{};
  return ask_for_end(Fd(), pid, news, WEXITED | WNOHANG | WNOWAIT) == 0;
}

int milliseconds_until(Clock::time_point deadline) {
  constexpr std::int64_t most = 1'000'000;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
  return static_cast<int>(std::clamp<std::int64_t>(left.count(), 0, most));
}

// Also true where the kernel has reaped it. Without a descriptor nothing tells of its end.
bool ends_within(int milliseconds, const Fd& pidfd, pid_t pid) {
  constexpr int between_looks = 5;  // ms
  pollfd end{pidfd.get(), POLLIN, 0};
  const int ready = ::poll(&end, 1, pidfd ? milliseconds : std::min(milliseconds, between_looks));
  if (pidfd) return ready == 1;
  siginfo_t news{};
  return ask_for_end(pidfd, pid, news, WEXITED | WNOHANG | WNOWAIT) != 0 || news.si_pid != 0;
}

}  // namespace

// A child that runs should not have to be stopped for want of a descriptor. Where 0 is not open
// (EBADF), that one is free.
void Child::expect_descriptor_left() {
  const Fd trial(::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0));
  if (!trial && errno != EBADF) throw_failure("pidfd_open");
}

std::optional<Child> Child::fork(StopPolicy at_end) {
  expect_descriptor_left();
  const pid_t pid = check("fork", ::fork());
  if (pid == 0) return std::nullopt;
  return Child(pid, at_end);
}

// ESRCH: it has ended, and the kernel has reaped it by itself.
Child::Child(pid_t pid, StopPolicy at_end)
    : pid_(pid), born_as_(pid), pidfd_(open_process(pid)), owner_(::getpid()), at_end_(at_end) {
  const int error = pidfd_ ? 0 : errno;
  if (error == ESRCH) pid_.reset();
  if (error == 0 || error == ESRCH || kernel_has_none(error)) return;
  at_end_ = kill_at_once;  // another thread took the descriptor that we had
  end_by_policy();
  errno = error;
  throw_failure("pidfd_open");
}

Child::~Child() {
  if (!is_ours()) return;
  try {
    end_by_policy();
  } catch (const std::system_error&) {
    // Nothing that can be done about it.
  }
}

void Child::swap(Child& other) noexcept {
  std::swap(pid_, other.pid_);
  std::swap(born_as_, other.born_as_);
  std::swap(pidfd_, other.pidfd_);
  std::swap(status_, other.status_);
  std::swap(owner_, other.owner_);
  std::swap(at_end_, other.at_end_);
}

pid_t Child::pid() const {
  if (!pid_) throw std::logic_error("this child was waited for: it has no PID");
  return *pid_;
}

bool Child::signal(int signal) const {
  if (!is_ours()) return false;
  if (pidfd_) {
    const int error = send_signal(pidfd_, signal);
    if (error == 0 || error == ESRCH) return error == 0;
    errno = error;
    if (!kernel_has_none(error)) throw_failure("pidfd_send_signal");
  }
  if (!is_child(*pid_)) return false;
  check("kill", ::kill(*pid_, signal));
  return true;
}

bool Child::signal_group(int signal) const {
  return is_ours() && is_child(*pid_) && ::kill(-*pid_, signal) == 0;
}

// It blocks even after the descriptor was readable: where procdemo itself is traced, its tracer is
// told first, and until it has let go, WNOHANG would answer that the child lives. A child that we
// trace has stops beside its end.
std::optional<WaitStatus> Child::wait() {
  if (!is_ours()) return status_;
  siginfo_t news{};
  int result;
  do result = ask_for_end(pidfd_, *pid_, news, WEXITED);
  while (result == 0 && !is_end(news));
  if (result < 0 && errno != ECHILD) throw_failure("waitid");
  pid_.reset();
  if (result == 0) status_ = wait_status(news);
  return status_;
}

pid_t Child::release() && {
  const pid_t released = pid();
  pid_.reset();
  return released;
}

WaitStatus Child::wait_for_stop() {
  int raw = 0;
  pid_t told;
  do told = ::waitpid(pid(), &raw, __WALL);
  while (told < 0 && errno == EINTR);
  check("waitpid", told);
  const WaitStatus status(raw);
  if (!status.has_ended()) return status;
  pid_.reset();
  status_ = status;
  return status;
}

// It may be a zombie still.
bool Child::has_ended_by(Clock::time_point deadline) const {
  while (!ends_within(milliseconds_until(deadline), pidfd_, *pid_)) {
    if (Clock::now() >= deadline) return false;
  }
  return true;
}

bool Child::wait_until(Clock::time_point deadline) {
  if (!is_ours()) return true;
  if (!has_ended_by(deadline)) return false;
  wait();
  return true;
}

bool Child::wait_for(std::chrono::milliseconds at_most) {
  return wait_until(Clock::now() + at_most);
}

void Child::end_by_policy() {
  if (at_end_.group) return end_group_by_policy();
  if (at_end_.wait.count() > 0 && wait_for(at_end_.wait)) return;
  if (at_end_.terminate.count() > 0) {
    signal(SIGTERM);
    if (wait_for(at_end_.terminate)) return;
  }
  signal(SIGKILL);
  wait();
}

// Others of the group may outlive its leader: they are killed before it is reaped, for afterwards
// the group's number may be another's.
void Child::end_group_by_policy() {
  if (!has_ended_by(Clock::now() + at_end_.wait)) {
    if (at_end_.terminate.count() > 0) signal_group(SIGTERM);
    has_ended_by(Clock::now() + at_end_.terminate);
  }
  signal_group(SIGKILL);
  signal(SIGKILL);  // it may not have become its leader
  wait();
}

bool is_unreaped(pid_t id) {
  siginfo_t ignored;
  constexpr int look = WEXITED | WSTOPPED | WNOHANG | WNOWAIT | __WALL;
  return ::waitid(P_PID, static_cast<id_t>(id), &ignored, look) == 0;
}

}  // namespace procdemo::base
