#include "multiprocess/processes/life.h"

#include <csignal>
#include <stdexcept>

#include "base/own_signal.h"
#include "base/pidfd.h"
#include "multiprocess/processes/family.h"
#include "multiprocess/shared/readable.h"

namespace multiprocess {

using procdemo::base::Fd;

Life::~Life() {
  if (role_ == Role::child) Family::own().forget(*this);
}

void Life::refuse(const std::string& why) const {
  throw std::logic_error((name.empty() ? "this process" : name) + " " + why);
}

// --- what fork does to it ---

// Where SIGCHLD is ignored a child may be gone already, and then it never had a pidfd.
void Life::become_child(procdemo::base::Child child) {
  if (!child.pidfd()) note_gone();
  role_ = Role::child;
  pid_ = child.born_as();
  child_ = std::move(child);
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
  let_go();
}

void Life::become_closed() {
  role_ = Role::closed;
  let_go();
}

void Life::let_go() {
  child_.reset();
  bond_.reset();
  parent_.reset();
  gone_.reset();
}

// Anything that is readable for ever will do: a pipe that nobody writes to.
void Life::note_gone() {
  gone_ = procdemo::base::Pipe::make().read_end;
}

// A PID stays its process's as long as that is our parent.
void Life::watch_parent() {
  if (parent_ || gone_) return;
  Fd parent = procdemo::base::open_process(pid_);
  if (::getppid() != pid_) return note_gone();
  procdemo::base::check("pidfd_open", parent ? 0 : -1);
  parent_ = std::move(parent);
}

// --- its end ---

const Fd& Life::end() const {
  return gone_ ? gone_ : child_ ? child_->pidfd() : parent_;
}

bool Life::ends_before(Deadline until) const {
  return !end() || await_readable(end().get(), until);
}

// Gone without a trace: the kernel buries the children of a parent that ignores SIGCHLD.
void Life::take() {
  const std::lock_guard lock(taking_);
  if (taken_) return;
  if (const auto status = child_->wait()) {
    const auto killed = status->killed();
    exitcode_ = killed ? -killed->signal : status->shell_status();
  }
  taken_ = true;
  Family::own().reaped(*this);
}

void Life::expect_relative(const char* verb) const {
  switch (role_) {
    case Role::child:
    case Role::parent:
      return;
    case Role::not_started:
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

bool Life::join(Deadline until) {
  expect_relative("join()");
  if (!ends_before(until)) return false;
  if (role_ == Role::child) take();
  return true;
}

bool Life::is_alive() {
  if (role_ == Role::not_started) return false;
  if (role_ == Role::self) return true;
  expect_relative("is_alive()");
  return !join(Seconds::zero());
}

std::optional<int> Life::exitcode() {
  if (role_ == Role::not_started || role_ == Role::self) return {};
  expect_relative("exitcode()");
  if (role_ == Role::parent || !join(Seconds::zero())) return {};
  const std::lock_guard lock(taking_);
  return exitcode_;
}

void Life::send(int signal) {
  if (role_ == Role::self) {
    procdemo::base::check("kill", -procdemo::base::signal_self(signal));
    return;
  }
  expect_relative(signal == SIGKILL ? "kill()" : "terminate()");
  if (gone_) return;
  errno = procdemo::base::send_signal(end(), signal);
  if (errno != 0 && errno != ESRCH) procdemo::base::throw_failure("pidfd_send_signal");
}

int Life::sentinel() const {
  expect_relative("sentinel()");
  return end().get();
}

void Life::close() {
  if (role_ == Role::not_started || role_ == Role::closed) {
    role_ = Role::closed;
    return;
  }
  expect_relative("close()");
  if (is_alive()) refuse("still runs: join it, or terminate it and join, before close()");
  Family::own().close(*this);
}

}  // namespace multiprocess
