// The call in which a task sleeps, as /proc shows it.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>

#include "tracee/arch/arch.h"
#include "tracee/room.h"

namespace procdemo::tracee {

/// What a sleeping task's call is: its number, or nothing where it can't be told.
struct SleepingCall {
  std::int64_t number = 0;
  Arguments arguments{};
  std::uint64_t stack = 0, instruction = 0;  ///< its stack pointer, and where it goes on
};
std::optional<SleepingCall> sleeping_call(pid_t tid);

}  // namespace procdemo::tracee
