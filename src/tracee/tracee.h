// One stopped task, as far as registers and memory go. What else a run knows of it: family.h.
#pragma once

#include <sys/types.h>

#include "tracee/arch/arch.h"
#include "tracee/memory.h"

namespace procdemo {

struct Tracee {
  pid_t tid = 0;
  MemoryUse memory;
  Registers registers;  ///< valid while it is held, and in a handler of its call
};

}  // namespace procdemo
