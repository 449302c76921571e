// Who has the memory of a lock, and so may give it.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

#include "run/family.h"
#include "syscalls/room.h"

namespace procdemo::syscalls {

/// Where something is in memory, the same for all who have that memory.
struct MemoryPlace {
  dev_t device = 0;
  ino_t inode = 0;               ///< of what they have mapped in common
  std::uint64_t at = 0;          ///< where in that, in bytes; else its address
  std::string file = {};         ///< as Mapping::file
  const Process* own = nullptr;  ///< memory of a process's own

  bool operator==(const MemoryPlace& other) const {
    return device == other.device && inode == other.inode && at == other.at && own == other.own;
  }
};
/// Of what a task sleeps at in futex(2), an address in or near that word.
MemoryPlace place_of_sleep(const Task& task, std::uint64_t address);

/// The other tasks that have it.
std::vector<const Task*> sharers_of(Family& family, const Task& task, const MemoryPlace& place);

/// Whether somebody has it who is nobody of the run.
bool is_shared_outside(Family& family, const MemoryPlace& place);

}  // namespace procdemo::syscalls
