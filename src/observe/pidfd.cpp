#include "observe/pidfd.h"

#include <fmt/core.h>

#include <charconv>

#include "os/fd.h"

namespace procdemo {

pid_t pid_of_pidfd(pid_t tid, int fd) {
  constexpr std::string_view key = "\nPid:\t";
  try {
    const std::string info = read_file(fmt::format("/proc/{}/fdinfo/{}", tid, fd));
    const std::size_t at = info.find(key);
    if (at == info.npos) return -1;
    pid_t pid = -1;
    std::from_chars(info.data() + at + key.size(), info.data() + info.size(), pid);
    return pid;
  } catch (const std::system_error&) {
    return -1;  // not open: the kernel will say EBADF
  }
}

}  // namespace procdemo
