// A task's stop at a system call, as the kernel itself tells of it (PTRACE_GET_SYSCALL_INFO).
//
// What a filter says at its stop is no evidence of anything: the program may have a filter of its
// own, whose number arrives in place of ours. By which ABI a call was made no register tells.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>

#include "tracee/arch/arch.h"
#include "tracee/room.h"

namespace procdemo::tracee {

struct CallStop {
  enum class At { entry, filter, end };  ///< before any filter; stopped by one; behind the call

  At at = At::entry;
  bool foreign = false;      ///< not at an end: it was made by another ABI (32-bit, x32)
  std::int64_t number = -1;  ///< likewise
  Arguments arguments{};
  std::uint64_t instruction = 0;  ///< the one behind the one that made the call
  std::uint64_t stack = 0;
  std::uint32_t data = 0;  ///< at a filter's stop: what it said
};

/// Nothing where the task is at no such stop, as it was killed meanwhile; and on Linux before 5.3.
std::optional<CallStop> call_stop(pid_t tid);

/// Whether the kernel would tell, asked at any stop of this task.
bool tells_call_stops(pid_t tid);

}  // namespace procdemo::tracee
