// A stopped task's memory, word by word (ptrace(2), PTRACE_PEEKDATA). Where a page is served by a
// process this waits for it: memory.h knows where it is not.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "tracee/room.h"

namespace procdemo::tracee {

constexpr std::size_t word_size = sizeof(long);

/// Up to `size` bytes; fewer where the memory ends. Empty, and errno, when none can be read: ESRCH
/// when it is not stopped.
std::string peek_bytes(pid_t tid, std::uint64_t address, std::size_t size);

/// The same, and not a word further than a zero byte.
std::string peek_text(pid_t tid, std::uint64_t address, std::size_t most);

/// Whole words.
bool poke_words(pid_t tid, std::uint64_t address, std::string_view bytes);

}  // namespace procdemo::tracee
