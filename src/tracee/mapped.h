// What a process has mapped at one address.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>

#include "tracee/room.h"

namespace procdemo::tracee {

struct Mapped {
  std::uint64_t end = 0;    ///< where this mapping ends
  dev_t device = 0;         ///< of the file that is mapped; 0 for memory without one
  bool is_private = false;  ///< what others write there is not seen
};

/// `maps` is its open /proc/TID/maps. One ioctl(2) of half a microsecond (PROCMAP_QUERY, Linux
/// 6.11); before that the whole file is read, at 25. Where nothing is mapped, that is one that is
/// nobody's and has no end: whoever reads stops there. Nothing when that can't be known.
std::optional<Mapped> mapped_at(int maps, std::uint64_t address);

}  // namespace procdemo::tracee
