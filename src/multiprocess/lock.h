// A lock for processes, as Python's multiprocessing.Lock.
//
//     Lock lock;
//     Value<int> count(0);
//     Process child([&] {
//       const std::lock_guard guard(lock);
//       count = count + 1;                 // without the lock, another's addition may be lost
//     });
//
// It lives in shared memory without a name, and belongs to every process that was forked while it
// lived. The kernel gives it back when its holder ends, however it ends: it is a robust mutex of
// pthreads (pthread_mutexattr_setrobust(3)), and not the library's own RobustMutex, because one may
// use queues while one holds it, and may hold it for long.
#pragma once

#include <pthread.h>

#include <string>

#include "multiprocess/exceptions.h"
#include "multiprocess/shared/deadline.h"
#include "multiprocess/shared/shared_memory.h"

namespace multiprocess {

/// Held by one thread of one process at a time. std::lock_guard and std::unique_lock take it.
///
/// A holder that is killed has given it back. What it was about to change may be half done: the
/// next one to lock it can ask was_abandoned().
class Lock {
 public:
  /// Throws std::system_error when there is no memory.
  Lock();

  /// With a name of its own, by which observers and `maps` know it, in place of "lock-1".
  explicit Lock(const std::string& name);
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;

  /// Waits until the lock is there; with a timeout in seconds (zero and less: at once), throws
  /// Timeout at last. All three throw std::logic_error where this thread has it already: it would
  /// wait for itself.
  void lock();
  void lock(Seconds timeout);

  /// False: another one has it.
  bool try_lock();

  /// Throws std::logic_error where this thread does not have it.
  void unlock();

  /// Whether the holder before this one ended without unlocking. For the holder to ask.
  bool was_abandoned() const;

  const std::string& name() const { return name_; }

 private:
  struct Shared;

  bool lock_until(Deadline until);
  int take(Deadline until);

  std::string name_;
  SharedMemory memory_;
  Shared* shared_;
};

}  // namespace multiprocess
