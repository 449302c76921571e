#include "base/fd.h"

#include <poll.h>

#include "base/write_whole.h"

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

int write_whole(int fd, std::string_view text, std::atomic<std::uint64_t>& written) {
  while (!text.empty()) {
    const ssize_t done = ::write(fd, text.data(), text.size());
    if (done >= 0) {
      written += static_cast<std::uint64_t>(done);
      text.remove_prefix(static_cast<std::size_t>(done));
    } else if (errno == EAGAIN) {
      pollfd room{fd, POLLOUT, 0};
      ::poll(&room, 1, -1);
    } else if (errno != EINTR) {
      return errno;
    }
  }
  return 0;
}

void write_all(int fd, std::string_view bytes) {
  std::atomic<std::uint64_t> written = 0;
  errno = write_whole(fd, bytes, written);
  check("write", errno == 0 ? 0 : -1);
}

}  // namespace procdemo::base
