// How much memory a set of processes uses, where no cgroup counts it.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <vector>

#include "world/room.h"

namespace procdemo::world {

/// Bytes of memory that `processes` have together, swap included, if these may be more than `most`;
/// else any number up to `most`. What they share counts once: the sum of what each has (one short
/// line of /proc each) is taken first, and only where that is too much does the kernel have to
/// divide what is shared (Pss in smaps_rollup, proc(5): milliseconds for a large process). Memory
/// that is in nobody's address space (a memfd that was written and not mapped) is not seen.
std::int64_t memory_of(const std::vector<pid_t>& processes, std::int64_t most);

}  // namespace procdemo::world
