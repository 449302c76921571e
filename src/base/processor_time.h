// How long a process has used processors.
#pragma once

#include <sys/types.h>

#include <ctime>
#include <optional>

#include "base/room.h"
#include "base/timespec.h"

namespace procdemo::base {

/// Seconds, of all its threads, also of those that have ended; nothing of a process that nobody
/// knows any more, or that may not be asked of (clock_getcpuclockid(3)).
inline std::optional<double> processor_time(pid_t process) {
  clockid_t clock;
  timespec used;
  if (::clock_getcpuclockid(process, &clock) != 0) return std::nullopt;
  if (::clock_gettime(clock, &used) != 0) return std::nullopt;
  return to_seconds(used);
}

}  // namespace procdemo::base
