#include "multiprocess/family.h"

#include <fcntl.h>
#include <pthread.h>
#include <sys/wait.h>

#include <csignal>
#include <cstdlib>
#include <utility>

#include "multiprocess/flush.h"
#include "os/pidfd.h"

namespace multiprocess {

using procdemo::Fd;

namespace {

// How long a daemon that was told to end may tidy up.
constexpr Seconds patience{2};

// A child that has begun should not have to be stopped for want of a descriptor. Where 0 is not
// open (EBADF), that one is free.
void expect_descriptor_left() {
  const Fd trial(::fcntl(0, F_DUPFD_CLOEXEC, 0));
  if (!trial && errno != EBADF) procdemo::check("pidfd_open", -1);
}

void end_at_exit() {
  Family::own().end();
}

}  // namespace

// Never destroyed: objects with static storage may hold processes.
Family& Family::own() {
  static Family* const family = new Family;
  return *family;
}

// fork copies a locked lock; the thread that forks is the one that is in the child, and unlocks it.
Family::Family() : self_(std::make_shared<Life>("MainProcess", false, "")) {
  self_->become_self(::getpid());
  const auto before = [] { own().mutex_.lock(); };
  const auto in_parent = [] { own().mutex_.unlock(); };
  const auto in_child = [] {
    own().begin_anew();
    own().mutex_.unlock();
  };
  errno = ::pthread_atfork(before, in_parent, in_child);
  procdemo::check("pthread_atfork", errno == 0 ? 0 : -1);
}

void Family::begin_anew() {
  for (Life* life : open_) life->become_stranger();
  open_.clear();
  running_.clear();
  if (parent_) parent_->become_stranger();
  parent_.reset();
  self_->become_self(::getpid());
  conceived_ = 0;
}

// --- birth ---

std::shared_ptr<Life> Family::conceive(std::string name, std::optional<bool> daemon) {
  const std::lock_guard lock(mutex_);
  const std::string ancestry = self_->identity.empty() ? "" : self_->identity + ":";
  return std::make_shared<Life>(std::move(name), daemon.value_or(self_->daemon),
                                ancestry + std::to_string(++conceived_));
}

// The child writes to as few pages as can be: each is copied for it. So it makes nothing new: what
// was this process's knowledge of itself becomes the child's of its parent.
std::optional<Birth> Family::start(const std::shared_ptr<Life>& life) {
  [[maybe_unused]] static const int registered = std::atexit(end_at_exit);
  bury_abandoned();
  flush_output();
  expect_descriptor_left();
  const Birth birth{::getpid(), ::gettid() == ::getpid()};
  const pid_t pid = procdemo::check("fork", ::fork());
  if (pid > 0) {
    adopt(life, pid);
    return {};
  }
  parent_ = std::exchange(self_, life);
  parent_->become_parent(birth.parent);
  self_->become_self(::getpid());
  return birth;
}

// Where SIGCHLD is ignored the child may be gone already, without a trace.
void Family::adopt(const std::shared_ptr<Life>& life, pid_t pid) {
  const std::lock_guard lock(mutex_);
  Fd pidfd = procdemo::open_process(pid);
  if (!pidfd && errno != ESRCH) {  // another thread took the descriptor that we had
    const int error = errno;
    ::kill(pid, SIGKILL);
    ::waitpid(pid, nullptr, 0);
    throw std::system_error(error, std::generic_category(), "pidfd_open");
  }
  life->become_child(pid, std::move(pidfd));
  running_.push_back(life);
  open_.push_back(life.get());
}

std::shared_ptr<Life> Family::parent() {
  const std::lock_guard lock(mutex_);
  if (parent_) parent_->watch_parent();
  return parent_;
}

// --- death ---

std::vector<std::shared_ptr<Life>> Family::children() const {
  const std::lock_guard lock(mutex_);
  return running_;
}

// Those whose Process was destroyed while they ran: nobody else will wait for them.
void Family::bury_abandoned() {
  std::vector<std::shared_ptr<Life>> abandoned;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& life : running_)
      if (life.use_count() == 1) abandoned.push_back(life);
  }
  for (const auto& life : abandoned) life->join(Seconds::zero());
}

void Family::end() noexcept {
  const auto lives = children();
  if (lives.empty()) return;
  flush_output();  // children print after what their parent has printed before it waits
  for (const auto& life : lives)
    if (life->daemon) life->send(SIGTERM);
  for (const auto& life : lives) {
    if (life->daemon && !life->join(patience)) life->send(SIGKILL);
    life->join();
  }
}

void Family::buried(const Life& life) {
  const std::lock_guard lock(mutex_);
  std::erase_if(running_, [&](const auto& other) { return other.get() == &life; });
}

void Family::forget(const Life& life) {
  const std::lock_guard lock(mutex_);
  std::erase(open_, &life);
}

void Family::close(const Life& life, Fd& pidfd) {
  const std::lock_guard lock(mutex_);
  std::erase(open_, &life);
  pidfd.reset();
}

}  // namespace multiprocess
