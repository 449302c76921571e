// Files that a user names, read or refused with a sentence. A name may stand for anything: opening
// a pipe that nobody writes to would block for ever, /dev/zero never ends, and another process may
// swap the file between a stat and the open. So it is opened without blocking, checked once it is
// open, and read up to a stated size.
#pragma once

#include <cstddef>
#include <string>

#include "base/fd.h"
#include "base/room.h"

namespace procdemo::base {

/// A page, a lesson.toml, a file of claims, a program's source: bytes.
constexpr std::size_t largest_text = 16 << 20;

/// The whole of a regular file of at most so many bytes, also of one that grows meanwhile. Throws
/// Problem (Status::usage) where it is none, or is larger; std::system_error where it can't be
/// read, with EISDIR for a folder.
std::string read_user_file(const std::string& path, std::size_t at_most = largest_text);

/// Opens a regular file to be read piece by piece, close-on-exec. Throws as read_user_file.
Fd open_user_file(const std::string& path);

/// Opens something that is there already to be written to, and does not wait for a reader. Throws
/// Problem (Status::usage) for a pipe that nobody reads, std::system_error.
Fd open_for_writing(const std::string& path);

}  // namespace procdemo::base
