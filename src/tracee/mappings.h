// Memory that a process may have in common with others: its shared mappings (mmap(2), MAP_SHARED),
// as /proc/PID/maps has them (proc(5)).
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

#include "tracee/room.h"

namespace procdemo::tracee {

struct Tracee;  // tracee.h

struct SharedMapping {
  std::uint64_t begin = 0, end = 0;
  bool writable = false;
  dev_t device = 0;
  ino_t inode = 0;
  std::string file;  ///< a path, "/memfd:NAME", or "/dev/zero" for memory without a file

  bool holds(std::uint64_t address) const { return begin <= address && address < end; }

  /// The name of a memfd (memfd_create(2)), or empty.
  std::string memfd() const;
};

/// Empty for a process that has ended.
std::vector<SharedMapping> shared_mappings(const Tracee& task);

/// Whether something that may be read is mapped at this address.
bool is_mapped(const Tracee& task, std::uint64_t address);

}  // namespace procdemo::tracee
