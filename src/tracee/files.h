// Files that the observer reads: programs, and what lies there when a run has ended.
//
// The observer waits for nobody (tracee/reader.h), and a file may be served by a process. So a path
// is followed by the helper, and a file that is not known to be on a disk is copied by it.
#pragma once

#include <sys/stat.h>

#include <optional>
#include <string>

#include "base/fd.h"
#include "trace/event.h"
#include "tracee/room.h"

namespace procdemo::tracee {

struct MemoryReader;  // memory.h

/// What is at a path, links followed.
struct Place {
  Fd fd;  ///< O_PATH
  struct stat facts{};
};

// Each throws std::system_error: ETIMEDOUT where there was no answer in time.

Place find_place(const std::string& path, MemoryReader& with);

/// The executed program of a process, asked of the kernel alone.
Place program_of(pid_t pid);

/// A regular file, to be read: itself, or a copy. EFBIG where it has more than `most` bytes and
/// would have to be copied.
Fd open_place(const Place& place, MemoryReader& with, std::uint64_t most = 256'000'000);

struct FileToRead {
  std::string path;
  std::string separator = "\n";  ///< between records; one at the end makes no further record
};

/// Nothing where there is no such file, it is none (a folder, a device, a pipe), it may not be
/// read, or it is larger than 64 MB. Throws std::system_error where there was no answer in time.
std::optional<event::File> read_records(const FileToRead& file, MemoryReader& with);

}  // namespace procdemo::tracee
