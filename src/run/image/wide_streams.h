// What stands in the buffer of a stream of wide characters (fwide(3)): wprintf(3), std::wcout.
//
// It has a buffer for these beside that of its bytes, and they become bytes only on the way out:
// 16 at a time, as glibc 2.36 has it, in a piece of the stack. So nothing is known by the address
// that is written from. But the buffer is empty once all is out. Who wrote to that descriptor what
// stood in it, and is found with a buffer that does not begin so any more, has written the copy.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "run/family.h"
#include "run/room.h"

namespace procdemo::run {

/// `data`: the address of its _IO_wide_data, whose first members are a part of glibc's binary
/// interface.
void add_unwritten_wide(const Task& task, std::uint64_t data, int descriptor,
                        std::vector<Unwritten>& all);

/// Its process writes this text, and `event` tells of it, or none does (0).
void note_wide(const Task& task, int descriptor, std::string_view text, std::uint64_t event);

/// What was noted, and has left its buffer: these are not returned again.
std::vector<Unwritten> take_written_wide(const Task& task);

}  // namespace procdemo::run
