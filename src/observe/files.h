// Files that are read when a run has ended: what is in them, not what somebody says of it.
#pragma once

#include <optional>
#include <string>

#include "trace/event.h"

namespace procdemo {

struct FileToRead {
  std::string path;
  std::string separator = "\n";  ///< between records; one at the end makes no further record
};

/// Nothing where there is no such file, it is none (a folder, a device, a pipe), it may not be
/// read, or it is larger than 64 MB.
std::optional<event::File> read_records(const FileToRead& file);

}  // namespace procdemo
