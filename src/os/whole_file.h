// Files that a user names. A name may stand for anything: a pipe that nobody writes to and a socket
// would be waited for for ever, /dev/zero never ends, and another process may put one in a file's
// place between a look and the opening. So: opened without waiting, looked at when it is open, and
// read to a stated size.
#pragma once

#include <cstddef>
#include <exception>
#include <string>

#include "os/fd.h"

namespace procdemo {

/// What can't be read as a file.
enum class UnfitKind { pipe, socket, device, too_large };

class UnfitFile : public std::exception {
 public:
  explicit UnfitFile(UnfitKind kind) : kind_(kind) {}
  UnfitKind kind() const { return kind_; }
  const char* what() const noexcept override { return "no regular file, or too large a one"; }

 private:
  UnfitKind kind_;
};

/// Opens a regular file to be read, close-on-exec. Throws UnfitFile; std::system_error where it
/// can't be opened, with EISDIR for a folder.
Fd open_regular(const std::string& path);

/// The whole content of a regular file of at most so many bytes, also of one that grows meanwhile.
/// Throws as open_regular.
std::string read_whole_file(const std::string& path, std::size_t at_most);

}  // namespace procdemo
