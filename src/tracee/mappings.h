// What a process has mapped, as /proc/PID/maps has it (proc(5)): memory that it may have in common
// with others (mmap(2), MAP_SHARED), and code.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

#include "tracee/room.h"

namespace procdemo::tracee {

struct Tracee;  // tracee.h

struct Mapping {
  std::uint64_t begin = 0, end = 0;
  bool writable = false;
  std::uint64_t offset = 0;  ///< of its first byte in the file
  dev_t device = 0;
  ino_t inode = 0;
  std::string file;  ///< a path, "/memfd:NAME", or "/dev/zero" for memory without a file

  bool holds(std::uint64_t address) const { return begin <= address && address < end; }

  /// The name of a memfd (memfd_create(2)), or empty.
  std::string memfd() const;
};

/// Empty for a process that has ended.
std::vector<Mapping> shared_mappings(const Tracee& task);

/// Those that may be executed.
std::vector<Mapping> code_mappings(const Tracee& task);

/// Those that may be written.
std::vector<Mapping> data_mappings(const Tracee& task);

/// Whether something that may be read is mapped at this address.
bool is_mapped(const Tracee& task, std::uint64_t address);

}  // namespace procdemo::tracee
