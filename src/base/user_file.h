// Files that a user names, read or refused with a sentence. A name may stand for anything: a pipe
// that nobody writes to and a socket would be waited for for ever, /dev/zero never ends, and
// another process may put one in a file's place between a look and the opening. So: opened without
// waiting, looked at when it is open, and read to a stated size.
#pragma once

#include <cstddef>
#include <string>

#include "base/fd.h"

namespace procdemo {

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

}  // namespace procdemo
