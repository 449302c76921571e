// Whether a page of memory is one process's own, as /proc/PID/pagemap tells
// (Documentation/admin-guide/mm/pagemap.rst; no privilege is needed for this bit).
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>

#include "base/room.h"

namespace procdemo::base {

/// What eight bytes of a pagemap, the entry of one page, say of it: as below.
std::optional<bool> is_private_entry(std::uint64_t entry);

/// True when no other process has the page at `address`; false while it is shared, as after a fork
/// until somebody writes, or is a page of a file. Nothing when it is not in memory, or not to be
/// known.
std::optional<bool> is_page_private(pid_t pid, std::uint64_t address);

}  // namespace procdemo::base
