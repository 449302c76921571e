// A number of permits that processes share, as Python's multiprocessing.Semaphore.
//
//     Semaphore two(2);
//     Process child([&] { two.acquire(); work(); two.release(); });   // two at a time
//
// Source: Dijkstra, EWD 35 (1962): acquire is his P, release his V.
#pragma once

#include <cstdint>
#include <string>

#include "multiprocess/exceptions.h"
#include "multiprocess/shared/deadline.h"
#include "multiprocess/shared/shared_memory.h"

namespace multiprocess {

/// It lives in shared memory, and belongs to every process that was forked while it lived. Whoever
/// acquires need not be the one that releases. Any process may be killed at any moment: the others
/// go on, and the number stays right. A permit in the hands of a killed process is gone with it, as
/// nobody can know who was to release it; where the holder matters, use a Lock.
class Semaphore {
 public:
  /// Throws std::system_error when there is no memory.
  explicit Semaphore(std::uint32_t permits = 1);

  /// With a name of its own, by which observers and `maps` know it, in place of "semaphore-1".
  Semaphore(std::uint32_t permits, const std::string& name);
  Semaphore(const Semaphore&) = delete;
  Semaphore& operator=(const Semaphore&) = delete;

  /// Waits for a permit, and takes it; with a timeout in seconds (zero and less: at once), throws
  /// Timeout at last.
  void acquire();
  void acquire(Seconds timeout);

  /// False: there was none.
  bool try_acquire();

  /// Gives one back, or adds one.
  void release();

  /// How many there were a moment ago.
  std::uint32_t value() const;

  const std::string& name() const { return name_; }

 private:
  struct Shared;

  bool acquire_until(Deadline until);
  bool take();

  std::string name_;
  SharedMemory memory_;
  Shared* shared_;
};

}  // namespace multiprocess
