// One stopped task, as far as registers and memory go. What else a run knows of it: family.h.
#pragma once

#include <sys/types.h>

#include <optional>

#include "tracee/arch/arch.h"
#include "tracee/memory.h"
#include "tracee/room.h"

namespace procdemo::tracee {

struct Tracee {
  pid_t tid = 0;
  MemoryUse memory;
  Registers registers;  ///< valid while it is held, and in a handler of its call
};

/// Puts a value where the stack of a held task has no use for it (Registers::scratch): its address,
/// or nothing where there is no memory.
template <class Value>
std::optional<std::uint64_t> put_below_stack(const Tracee& task, const Value& value) {
  const std::uint64_t scratch = task.registers.scratch(sizeof value);
  return write_value(task, scratch, value) ? std::optional(scratch) : std::nullopt;
}

}  // namespace procdemo::tracee
