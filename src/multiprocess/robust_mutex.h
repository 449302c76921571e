// A lock in shared memory that outlives its holders.
//
// A robust mutex (pthread_mutexattr_setrobust(3)) is known to the kernel: when its holder ends,
// however it ends, the kernel marks the lock, and the next one gets it with the remark EOWNERDEAD:
// what the lock protects may be half changed. It is that one's duty to repair it.
//
// One hole is left, so nobody sleeps in such a lock for ever: a process that was woken to take the
// lock, but is killed before it could, may take the wake-up of the next sleeper with it, when a
// third process got the lock first. A sleep here ends after 200 ms, and is begun again.
#pragma once

#include <pthread.h>

#include "multiprocess/deadline.h"

namespace multiprocess {

/// Constructed once, in shared memory; then used by every process that maps it, and by their
/// threads. Never destroyed: the memory simply goes. Not recursive, and not for signal handlers.
class RobustMutex {
 public:
  /// How a lock was got: `orphaned` from a holder that ended without unlocking.
  enum class Got { nothing, clean, orphaned };

  RobustMutex();
  RobustMutex(const RobustMutex&) = delete;
  RobustMutex& operator=(const RobustMutex&) = delete;

  /// Waits until then at the longest: `nothing` if it was in vain. After `orphaned`, call
  /// consistent() when all is repaired; a process killed before that leaves the lock orphaned
  /// again.
  Got lock(Deadline until);
  void consistent();
  void unlock();

 private:
  Got try_lock();
  Got sleep_for_it(Deadline until);

  pthread_mutex_t mutex_;
};

}  // namespace multiprocess
