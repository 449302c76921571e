// Whether a page of memory is one process's own, as /proc/PID/pagemap tells
// (Documentation/admin-guide/mm/pagemap.rst; no privilege is needed for this bit).
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/room.h"

namespace procdemo::base {

/// Where a pagemap has the entry of the page at `address`, and how long one is.
std::uint64_t pagemap_entry_at(std::uint64_t address);
constexpr std::size_t pagemap_entry_size = 8;

/// What an entry says of its page: as below. Nothing also for fewer bytes.
std::optional<bool> is_private_entry(std::string_view bytes);

/// True when no other process has the page at `address`; false while it is shared, as after a fork
/// until somebody writes, or is a page of a file. Nothing when it is not in memory, or not to be
/// known.
std::optional<bool> is_page_private(pid_t pid, std::uint64_t address);

}  // namespace procdemo::base
