#include "observe/pidfd.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>

#include <charconv>

#include "os/fd.h"
#include "os/procfs.h"

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

namespace {

// The same folder, wherever it is mounted.
std::optional<PidfdTarget> target_of_folder(pid_t tid, int fd) {
  const std::string target = descriptor_target(tid, fd).value_or("");
  const std::string number = target.substr(target.rfind('/') + 1);
  const std::string here = "/proc/" + number;
  struct stat asked, ours;
  if (number.empty() || number.find_first_not_of("0123456789") != number.npos) return std::nullopt;
  if (::stat(fmt::format("/proc/{}/fd/{}", tid, fd).c_str(), &asked) != 0) return std::nullopt;
  if (::stat(here.c_str(), &ours) != 0 || ours.st_ino != asked.st_ino) return std::nullopt;
  PidfdTarget found;
  std::from_chars(number.data(), number.data() + number.size(), found.pid);
  return found;
}

}  // namespace

std::optional<PidfdTarget> target_of_pidfd(pid_t tid, int fd) {
  const std::string info = descriptor_info(tid, fd);
  const auto pid = number_behind(info, "Pid:");
  if (!pid) return target_of_folder(tid, fd);
  const auto flags = number_behind(info, "flags:", 8).value_or(0);
  return PidfdTarget{static_cast<pid_t>(*pid), (flags & O_EXCL) != 0};
}

}  // namespace procdemo
