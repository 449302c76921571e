#include "multiprocess/life.h"

#include <sys/wait.h>

#include <csignal>
#include <stdexcept>

#include "multiprocess/family.h"
#include "multiprocess/readable.h"
#include "os/pidfd.h"

namespace multiprocess {

using procdemo::Fd;

Life::~Life() {
  if (role_ == Role::child) Family::own().forget(*this);
}

void Life::refuse(const std::string& why) const {
  throw std::logic_error((name.empty() ? "this process" : name) + " " + why);
}

// --- what fork does to it ---

void Life::become_child(pid_t pid, Fd pidfd) {
  role_ = Role::child;
  pid_ = pid;
  pidfd_ = std::move(pidfd);
}

void Life::become_self(pid_t pid) {
  role_ = Role::self;
  pid_ = pid;
}

void Life::become_parent(pid_t pid) {
  role_ = Role::parent;
  pid_ = pid;
}

// The lock may be held by a thread that this process does not have: it is left alone.
void Life::become_stranger() {
  role_ = Role::stranger;
  pidfd_.reset();
}

// A PID stays its process's as long as that is our parent. Later, anything that is readable for
// ever will do: a pipe that nobody writes to.
void Life::watch_parent() {
  if (pidfd_) return;
  pidfd_ = procdemo::open_process(pid_);
  if (::getppid() != pid_) pidfd_ = procdemo::Pipe::make().read_end;
  procdemo::check("pidfd_open", pidfd_ ? 0 : -1);
}

// --- its end ---

bool Life::ends_before(Deadline until) const {
  return !pidfd_ || await_readable(pidfd_.get(), until);
}

// Gone without a trace: the kernel buries the children of a parent that ignores SIGCHLD.
std::optional<int> Life::ask_kernel() const {
  if (!pidfd_) return {};
  siginfo_t end{};
  int result;
  do result = ::waitid(P_PIDFD, static_cast<id_t>(pidfd_.get()), &end, WEXITED);
  while (result < 0 && errno == EINTR);
  if (result < 0 && errno == ECHILD) return {};
  procdemo::check("waitid", result);
  return end.si_code == CLD_EXITED ? end.si_status : -end.si_status;
}

// waitid blocks even after the descriptor was readable: under ptrace(2) the tracer is told first,
// and until it has let go, WNOHANG would answer that the child lives.
void Life::take() {
  const std::lock_guard lock(taking_);
  if (taken_) return;
  exitcode_ = ask_kernel();
  taken_ = true;
  Family::own().buried(*this);
}

void Life::expect_relative(const char* verb) const {
  switch (role_) {
    case Role::child:
    case Role::parent:
      return;
    case Role::unborn:
      refuse(std::string("was not started: call start() before ") + verb);
    case Role::self:
      refuse(std::string("is the process that asks: there is no ") + verb + " of oneself");
    case Role::stranger:
      refuse(std::string("is another process's child: only its parent can call ") + verb);
    case Role::closed:
      refuse(std::string("was closed: there is no ") + verb + " after close()");
  }
}

void Life::join() {
  expect_relative("join()");
  if (role_ == Role::parent) {
    ends_before(Deadline::never());
  } else {
    take();
  }
}

bool Life::join(Seconds at_most) {
  expect_relative("join()");
  if (!ends_before(Deadline::after(at_most))) return false;
  if (role_ == Role::child) take();
  return true;
}

bool Life::is_alive() {
  if (role_ == Role::unborn) return false;
  if (role_ == Role::self) return true;
  expect_relative("is_alive()");
  return !join(Seconds::zero());
}

std::optional<int> Life::exitcode() {
  if (role_ == Role::unborn || role_ == Role::self) return {};
  expect_relative("exitcode()");
  if (role_ == Role::parent || !join(Seconds::zero())) return {};
  const std::lock_guard lock(taking_);
  return exitcode_;
}

void Life::send(int signal) {
  if (role_ == Role::self) {
    procdemo::check("kill", ::kill(pid_, signal));
    return;
  }
  expect_relative(signal == SIGKILL ? "kill()" : "terminate()");
  const int error = procdemo::send_signal(pidfd_, signal);
  if (error != 0 && error != ESRCH)
    throw std::system_error(error, std::generic_category(), "pidfd_send_signal");
}

int Life::sentinel() const {
  expect_relative("sentinel()");
  return pidfd_.get();
}

void Life::close() {
  if (role_ == Role::unborn || role_ == Role::closed) {
    role_ = Role::closed;
    return;
  }
  expect_relative("close()");
  if (is_alive()) refuse("still runs: join it, or terminate it and join, before close()");
  Family::own().close(*this, pidfd_);
  role_ = Role::closed;
}

}  // namespace multiprocess
