#include "tracee/pidfd.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <charconv>

#include "base/procfs.h"

namespace procdemo::tracee {

namespace {

constexpr int self_thread = -10'000, self_process = -10'001;  // PIDFD_SELF_..., Linux 6.15

// Whether this kernel knows such a number, which is no descriptor. Signal 0 only asks.
bool means_self(int fd) {
  return (fd == self_thread || fd == self_process) &&
         ::syscall(SYS_pidfd_send_signal, fd, 0, nullptr, 0) == 0;
}

PidfdTarget itself(pid_t tid, bool thread) {
  const auto status = proc_status(tid);
  return {thread || !status ? tid : status->tgid, thread};
}

// The same folder, wherever it is mounted.
std::optional<PidfdTarget> target_of_folder(pid_t tid, int fd) {
  const std::string target = descriptor_target(tid, fd).value_or("");
  const std::string number = target.substr(target.rfind('/') + 1);
  const std::string here = "/proc/" + number;
  struct stat asked, ours;
  if (number.empty() || number.find_first_not_of("0123456789") != number.npos) return std::nullopt;
  if (!stat_descriptor(tid, fd, asked)) return std::nullopt;
  if (!stat_without_asking(here.c_str(), ours) || ours.st_ino != asked.st_ino) return std::nullopt;
  PidfdTarget found;
  std::from_chars(number.data(), number.data() + number.size(), found.pid);
  return found;
}

}  // namespace

pid_t pid_of_pidfd(pid_t tid, int fd) {
  return static_cast<pid_t>(number_behind(descriptor_info(tid, fd), "\nPid:").value_or(-1));
}

std::optional<PidfdTarget> target_of_pidfd(pid_t tid, int fd) {
  if (means_self(fd)) return itself(tid, fd == self_thread);
  const std::string info = descriptor_info(tid, fd);
  const auto pid = number_behind(info, "\nPid:");
  if (!pid) return target_of_folder(tid, fd);
  const auto flags = number_behind(info, "flags:", 8).value_or(0);
  return PidfdTarget{static_cast<pid_t>(*pid), (flags & O_EXCL) != 0};
}

}  // namespace procdemo::tracee
