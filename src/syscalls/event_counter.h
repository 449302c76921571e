// Event counters (eventfd(2)): whoever reads one waits until somebody has added to it.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <vector>

#include "run/family.h"
#include "syscalls/room.h"

namespace procdemo::syscalls {

/// Which one is behind a descriptor, if any is. All are one inode; the kernel numbers them.
std::optional<std::int64_t> counter_behind(pid_t pid, int fd);

/// Those of which a waiting task waits for one to be added to.
std::vector<std::int64_t> awaited_counters(const Task& task);

}  // namespace procdemo::syscalls
