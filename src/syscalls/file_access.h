// Reads and writes of files on a disk, where others may come to the same file.
#pragma once

#include <cstdint>

#include "syscalls/room.h"
#include "syscalls/syscall.h"

namespace procdemo::syscalls {

/// Whether others may care what this call does to a file: there are others, and it is a regular one
/// of a disk.
bool is_for_shared_files(const RunState& run, const Task& task);

enum class Direction { read, written };

/// The end of such a call: it is told, where others use the file, and stated for the rules of
/// findings/ wherever it was.
void tell_of_file(RunState& run, Task& task, Direction direction, std::int64_t bytes);

/// The end of a call that wrote so many bytes, and the number of the event that tells of it, or 0:
/// whether a parent, or a child, has the first of them too (run/image/stdio_buffers.h).
void state_copied(RunState& run, const Task& task, std::int64_t bytes, std::int64_t event);

/// The same of wide characters, of which it is known only later: before a fork, and at the end.
void state_copied_wide(RunState& run, const Task& task);

}  // namespace procdemo::syscalls
