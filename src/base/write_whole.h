// Writing all of a text, whatever write(2) takes at a time.
#pragma once

#include <atomic>
#include <cstdint>
#include <string_view>

#include "base/room.h"

namespace procdemo::base {

/// Again when a signal came, and patiently where somebody else made the descriptor non-blocking.
/// `written` counts the bytes that the kernel took, as it takes them. Returns 0 or errno.
int write_whole(int fd, std::string_view text, std::atomic<std::uint64_t>& written);

}  // namespace procdemo::base
