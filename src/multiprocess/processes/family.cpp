#include "multiprocess/processes/family.h"

#include <pthread.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <utility>

#include "multiprocess/processes/daemon_bond.h"
#include "multiprocess/shared/flush.h"

namespace multiprocess {

namespace {

// How long a daemon that was told to end may tidy up.
constexpr Seconds daemon_grace{2};

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
  procdemo::base::check("pthread_atfork", errno == 0 ? 0 : -1);
}

void Family::begin_anew() {
  for (Life* life : open_) life->become_stranger();
  open_.clear();
  running_.clear();
  bond_.reset();
  if (parent_) parent_->become_stranger();
  parent_.reset();
  self_->become_self(::getpid());
  created_ = 0;
}

// --- birth ---

std::shared_ptr<Life> Family::create(std::string name, std::optional<bool> daemon) {
  const std::lock_guard lock(mutex_);
  const std::string ancestry = self_->identity.empty() ? "" : self_->identity + ":";
  return std::make_shared<Life>(std::move(name), daemon.value_or(self_->daemon),
                                ancestry + std::to_string(++created_));
}

// The child writes to as few pages as can be: each is copied for it. So it makes nothing new: what
// was this process's knowledge of itself becomes the child's of its parent.
std::optional<Birth> Family::start(const std::shared_ptr<Life>& life) {
  [[maybe_unused]] static const int registered = std::atexit(end_at_exit);
  reap_abandoned();
  flush_output();
  Birth birth{::getpid(), ::gettid() == ::getpid(), -1};
  procdemo::base::Fd bond;
  if (life->daemon && birth.by_first_thread) keep_first_thread();
  if (life->daemon && !birth.by_first_thread) bond = bind_daemon(*life);
  if (make_child(life)) return {};
  bond_ = std::move(bond);
  birth.bond = bond_.get();
  parent_ = std::exchange(self_, life);
  parent_->become_parent(birth.parent);
  self_->become_self(::getpid());
  return birth;
}

// The other end is this process's alone: it is known before anybody forks, so that no child keeps
// it.
procdemo::base::Fd Family::bind_daemon(Life& life) {
  const std::lock_guard lock(mutex_);
  procdemo::base::Pipe pipe = procdemo::base::Pipe::make();
  open_.push_back(&life);
  life.hold_bond(std::move(pipe.write_end));
  return std::move(pipe.read_end);
}

// False: this is the child. Where there is none in the end, nothing is known of it.
bool Family::make_child(const std::shared_ptr<Life>& life) {
  try {
    auto child = procdemo::base::Child::fork(procdemo::base::kill_at_once);
    if (child) adopt(life, std::move(*child));
    return child.has_value();
  } catch (...) {
    life->hold_bond({});
    forget(*life);
    throw;
  }
}

// Without a descriptor nobody can wait for it and for others at once: there is no such child. Where
// SIGCHLD is ignored it may be gone already, without a trace.
void Family::adopt(const std::shared_ptr<Life>& life, procdemo::base::Child child) {
  if (!child.pidfd() && child.signal(0)) {
    errno = ENOSYS;
    procdemo::base::throw_failure("pidfd_open");
  }
  const std::lock_guard lock(mutex_);
  running_.reserve(running_.size() + 1);
  open_.reserve(open_.size() + 1);
  life->become_child(std::move(child));
  running_.push_back(life);
  std::erase(open_, life.get());
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

bool Family::has_daemons() const {
  const auto lives = children();
  return std::ranges::any_of(lives,
                             [](const auto& life) { return life->daemon && life->is_alive(); });
}

// Those whose Process was destroyed while they ran: nobody else will wait for them.
void Family::reap_abandoned() {
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
  const Deadline enough = Deadline::after(daemon_grace);
  for (const auto& life : lives)
    if (life->daemon && !life->join(enough)) life->send(SIGKILL);
  for (const auto& life : lives) life->join();
}

void Family::reaped(const Life& life) {
  const std::lock_guard lock(mutex_);
  std::erase_if(running_, [&](const auto& other) { return other.get() == &life; });
}

void Family::forget(const Life& life) {
  const std::lock_guard lock(mutex_);
  std::erase(open_, &life);
}

void Family::close(Life& life) {
  const std::lock_guard lock(mutex_);
  std::erase(open_, &life);
  life.become_closed();
}

}  // namespace multiprocess
