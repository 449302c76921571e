// The workers of a pool, as processes: started, watched, replaced, ended.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/fd.h"
#include "multiprocess/process.h"
#include "multiprocess/shared/deadline.h"

namespace multiprocess {

/// A worker that has ended.
struct EndedWorker {
  std::uint32_t number;
  pid_t pid;
  std::string name;
  std::optional<int> exitcode;  ///< as Process::exitcode

  /// "PoolWorker-2 (pid 4212) was killed by SIGKILL"
  std::string told() const;
};

/// They are daemons: they end when their owner does. Each has a number, from 1, that its successor
/// inherits; names count on.
class PoolCrew {
 public:
  /// In a worker: does the work, given the number and the name, and returns at its end.
  using Work = std::function<void(std::uint32_t number, const std::string& name)>;

  /// Starts them. `bell` is a descriptor that wait() listens to as well, edge-triggered: nobody
  /// needs to read it. When one cannot be started, those that were are ended, and
  /// std::system_error is thrown.
  PoolCrew(std::uint32_t size, int bell, Work work);

  PoolCrew(const PoolCrew&) = delete;
  PoolCrew& operator=(const PoolCrew&) = delete;

  /// Waits for the end of a worker, for the bell, for the moment to replace a worker if
  /// `replacing`, or for the deadline. Returns those that have ended, if any, and knows them no
  /// more.
  std::vector<EndedWorker> wait(Deadline until, bool replacing);

  /// Starts workers in the place of those that have ended: at once, but no more than five hundred
  /// a second in the long run, lest a program whose workers die at once does nothing but fork.
  /// Throws std::system_error when none is left and none could be started.
  void replace();

  std::uint32_t alive() const { return alive_; }
  std::vector<pid_t> pids() const;

  /// Ends them all: SIGTERM, and SIGKILL where that has no effect within a second.
  void end();

 private:
  void start(std::uint32_t number);
  EndedWorker reap(std::uint32_t number);

  Work work_;
  procdemo::base::Fd events_;
  std::vector<std::optional<Process>> workers_;  // by number - 1
  std::uint32_t alive_ = 0;
  std::uint64_t started_ = 0;
  std::chrono::steady_clock::time_point paid_until_{};  // see replace()
};

}  // namespace multiprocess
