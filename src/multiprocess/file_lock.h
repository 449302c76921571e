// A lock on a file (flock(2)): one process at a time, or all those that only read.
//
//     {
//       const FileLock lock("phones.txt");
//       std::ofstream("phones.txt", std::ios::app) << number << '|';
//     }
//
// The lock is advisory: it binds those who ask for it. It belongs to an open file description, and
// the kernel releases it when the last descriptor of that is closed, so also when its holder is
// killed. A descriptor that a forked child inherited is one of the same description, and parent and
// child would not exclude each other. So each FileLock opens the file itself, and one that a child
// inherited opens it anew when it is locked there.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>

#include "base/fd.h"
#include "multiprocess/exceptions.h"
#include "multiprocess/shared/deadline.h"

namespace multiprocess {

/// Holds a lock as long as it lives, or until unlock(). Moving hands it over; what it was moved
/// from can be given another one, and nothing else (std::logic_error). It can be locked and
/// unlocked again and again, and std::lock_guard takes it. A process or thread that wants a second
/// FileLock on the same file waits for itself.
class FileLock {
 public:
  enum Kind { exclusive, shared };

  /// Waits until the lock is there. The file is created when there is none, and never removed. With
  /// a timeout (zero and less: at once), throws Timeout at last. Throws std::system_error naming
  /// the path when it cannot be opened.
  explicit FileLock(const std::string& path, Kind kind = exclusive);
  FileLock(const std::string& path, Kind kind, Seconds timeout);

  /// Nothing when another one has it.
  static std::optional<FileLock> try_lock(const std::string& path, Kind kind = exclusive);

  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&& other) noexcept;
  ~FileLock();

  /// As the constructors do; nothing happens where the lock is held already.
  void lock();
  void lock(Seconds timeout);
  bool try_lock();

  /// Nothing happens where it is not held: in a forked child, too, whatever its parent holds.
  void unlock();

  /// Whether this process has the lock through this object.
  bool is_locked() const;

  /// Of the file, open for reading, and for appending where it may be written.
  int fd() const { return file_.get(); }
  const std::string& path() const { return path_; }

 private:
  struct Unlocked {};
  FileLock(Unlocked, const std::string& path, Kind kind);

  bool lock_until(Deadline until);
  bool flock_until(Deadline until) const;
  void open();

  std::string path_;
  std::string name_;  // "lock:/absolute/path", for probes
  Kind kind_;
  procdemo::base::Fd file_;
  pid_t opener_ = 0;
  bool locked_ = false;
};

}  // namespace multiprocess
