#include "base/fd.h"

#include <poll.h>

namespace procdemo::base {

Pipe Pipe::make() {
  int ends[2];
  check("pipe2", ::pipe2(ends, O_CLOEXEC));
  return Pipe{Fd(ends[0]), Fd(ends[1])};
}

Fd open_file(const std::string& path, int flags, mode_t mode) {
  return Fd(check("open", path, ::open(path.c_str(), flags | O_CLOEXEC, mode)));
}

std::string read_file(const std::string& path) {
  const Fd file = open_file(path, O_RDONLY);
  std::string content;
  char block[8192];
  while (const ssize_t got = check("read", path, ::read(file.get(), block, sizeof block))) {
    content.append(block, static_cast<std::size_t>(got));
  }
  return content;
}

std::string read_file_if_any(const std::string& path) try {
  return read_file(path);
} catch (const std::system_error&) {
  return "";
}

void write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t done = ::write(fd, bytes.data(), bytes.size());
    if (done < 0 && errno == EINTR) continue;
    if (done < 0 && errno == EAGAIN) {  // somebody else made the open file non-blocking
      pollfd room{fd, POLLOUT, 0};
      ::poll(&room, 1, -1);
      continue;
    }
    check("write", done);
    bytes.remove_prefix(static_cast<std::size_t>(done));
  }
}

}  // namespace procdemo::base
