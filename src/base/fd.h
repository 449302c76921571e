// File descriptors that close themselves.
#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <string>
#include <string_view>
#include <utility>

#include "base/check.h"
#include "base/room.h"

namespace procdemo::base {

/// Owns one open file descriptor. Moving hands it over; the destructor closes it.
class Fd {
 public:
  Fd() = default;
  explicit Fd(int number) : number_(number) {}
  Fd(Fd&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Fd& operator=(Fd other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Fd() { reset(); }

  int get() const { return number_; }
  explicit operator bool() const { return number_ >= 0; }

  void reset() {
    if (number_ >= 0) ::close(std::exchange(number_, -1));
  }

 private:
  int number_ = -1;
};

/// A pipe whose two ends are closed on exec (pipe2(2)).
struct Pipe {
  Fd read_end;
  Fd write_end;

  /// Throws std::system_error when the process has no descriptor left.
  static Pipe make();
};

/// Opens `path`, close-on-exec. Throws std::system_error naming the path.
Fd open_file(const std::string& path, int flags, mode_t mode = 0);

/// The whole content of a file, also of one in /proc. Throws std::system_error.
std::string read_file(const std::string& path);

/// The same of one that need not be there: empty where it can't be read. (Nor need /proc, a cgroup,
/// or the process that a file tells of.)
std::string read_file_if_any(const std::string& path);

/// Writes every byte, however many write(2) calls that takes. Throws std::system_error.
void write_all(int fd, std::string_view bytes);

}  // namespace procdemo::base
