#include "multiprocess/file_lock.h"

#include <sys/file.h>

#include <algorithm>
#include <filesystem>
#include <stdexcept>
#include <thread>
#include <utility>

#include "multiprocess/probe.h"

namespace multiprocess {

using procdemo::base::check;
using procdemo::base::Fd;

FileLock::FileLock(Unlocked, const std::string& path, Kind kind)
    : path_(path),
      name_("lock:" + std::filesystem::absolute(path).lexically_normal().string()),
      kind_(kind) {
  open();
}

FileLock::FileLock(const std::string& path, Kind kind) : FileLock(Unlocked{}, path, kind) {
  lock();
}

FileLock::FileLock(const std::string& path, Kind kind, Seconds timeout)
    : FileLock(Unlocked{}, path, kind) {
  lock(timeout);
}

std::optional<FileLock> FileLock::try_lock(const std::string& path, Kind kind) {
  FileLock lock(Unlocked{}, path, kind);
  if (!lock.try_lock()) return std::nullopt;
  return lock;
}

FileLock::FileLock(FileLock&& other) noexcept
    : path_(std::exchange(other.path_, {})),
      name_(std::exchange(other.name_, {})),
      kind_(other.kind_),
      file_(std::move(other.file_)),
      opener_(other.opener_),
      locked_(std::exchange(other.locked_, false)) {}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
  if (this != &other) {
    unlock();
    path_ = std::exchange(other.path_, {});
    name_ = std::exchange(other.name_, {});
    kind_ = other.kind_;
    file_ = std::move(other.file_);
    opener_ = other.opener_;
    locked_ = std::exchange(other.locked_, false);
  }
  return *this;
}

FileLock::~FileLock() {
  unlock();
}

void FileLock::lock() {
  lock_until(Deadline::never());
}

void FileLock::lock(Seconds timeout) {
  if (!lock_until(Deadline::after(timeout))) throw Timeout(path_ + " is locked by another process");
}

bool FileLock::try_lock() {
  return lock_until(Deadline::at_once());
}

bool FileLock::lock_until(Deadline until) {
  if (path_.empty()) throw std::logic_error("this FileLock was moved: use the one it was moved to");
  if (is_locked()) return true;
  if (!file_ || opener_ != ::getpid()) open();
  probe::lock_wait(name_.c_str());
  locked_ = flock_until(until);
  if (locked_) probe::lock_locked(name_.c_str());
  return locked_;
}

// flock(2) waits for ever or not at all. For a time it is asked again and again, ever more seldom.
bool FileLock::flock_until(Deadline until) const {
  const int kind = kind_ == exclusive ? LOCK_EX : LOCK_SH;
  const int wait = until.is_never() ? 0 : LOCK_NB;
  for (Seconds pause(0.0002);; pause = std::min(pause * 2, Seconds(0.02))) {
    const int result = ::flock(file_.get(), kind | wait);
    if (result == 0) return true;
    if (errno != EWOULDBLOCK && errno != EINTR) check("flock", path_, result);
    if (errno == EINTR && until.is_never()) continue;
    if (until.passed()) return false;
    std::this_thread::sleep_for(std::min(pause, until.left()));
  }
}

void FileLock::unlock() {
  if (!is_locked()) return;
  probe::lock_unlock(name_.c_str());
  ::flock(file_.get(), LOCK_UN);
  locked_ = false;
}

bool FileLock::is_locked() const {
  return locked_ && file_ && opener_ == ::getpid();
}

// A file that is there is found without O_CREAT, for which the kernel may lock the folder. What may
// not be written, or is a folder, can be locked all the same.
void FileLock::open() {
  constexpr int how = O_RDWR | O_APPEND | O_CLOEXEC;
  int file = ::open(path_.c_str(), how);
  if (file < 0 && errno == ENOENT) file = ::open(path_.c_str(), how | O_CREAT, 0666);
  if (file < 0 && (errno == EACCES || errno == EISDIR || errno == EROFS))
    file = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC);
  locked_ = false;  // whatever becomes of it: the former one was a parent's
  file_ = Fd(check("open", path_, file));
  opener_ = ::getpid();
}

}  // namespace multiprocess
