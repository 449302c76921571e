// Files that a user names, read or refused with a sentence (os/whole_file.h says why).
#pragma once

#include <cstddef>
#include <string>

#include "os/fd.h"

namespace procdemo {

/// A page, a lesson.toml, a file of claims, a program's source: bytes.
constexpr std::size_t largest_text = 16 << 20;

/// The whole of a regular file of at most `largest_text`. Throws Problem (Status::usage) where it
/// is none, or is larger; std::system_error where it can't be read.
std::string read_user_file(const std::string& path);

/// Opens a regular file to be read piece by piece. Throws as read_user_file.
Fd open_user_file(const std::string& path);

/// Opens something that is there already to be written to, and does not wait for a reader. Throws
/// Problem (Status::usage) for a pipe that nobody reads, std::system_error.
Fd open_for_writing(const std::string& path);

}  // namespace procdemo
