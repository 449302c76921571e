#include "tracee/kernel_locks.h"

#include <fmt/core.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <cstdlib>
#include <sstream>

#include "base/fd.h"
#include "base/procfs.h"
#include "base/text/lines.h"
#include "tracee/mounts.h"

namespace procdemo::tracee {

namespace {

std::optional<KernelLock::Kind> kind_named(const std::string& name) {
  if (name == "FLOCK") return KernelLock::Kind::flock;
  if (name == "POSIX") return KernelLock::Kind::posix;
  if (name == "OFDLCK") return KernelLock::Kind::description;
  return std::nullopt;
}

// "1: FLOCK  ADVISORY  WRITE 708 00:1f:1234 0 EOF"; a waiting one has "->" after the number.
std::optional<KernelLock> read_lock(std::string_view line) {
  const std::size_t colon = line.find(": ");
  if (colon == line.npos) return std::nullopt;
  KernelLock lock{.text = std::string(line.substr(colon + 2))};
  std::istringstream words(lock.text);
  std::string kind, how, mode, last;
  if (!(words >> kind >> how >> mode >> lock.pid >> lock.file >> lock.first >> last)) {
    return std::nullopt;
  }
  const auto known = kind_named(kind);
  if (!known) return std::nullopt;
  lock.kind = *known;
  lock.write = mode == "WRITE";
  if (last != "EOF") lock.last = std::atoll(last.c_str());
  return lock;
}

std::optional<dev_t> device_of_mount(pid_t tid, std::int64_t id) {
  const std::string mountinfo = read_file_if_any(fmt::format("/proc/{}/mountinfo", tid));
  const std::string start = fmt::format("{} ", id);
  std::string_view rest = mountinfo;
  for (std::string_view line; next_line(rest, line);) {
    if (line.starts_with(start)) return mount_in(line).device;
  }
  return std::nullopt;
}

}  // namespace

std::vector<KernelLock> locks_in(const std::string& text) {
  std::vector<KernelLock> locks;
  std::string_view rest = text;
  for (std::string_view line; next_line(rest, line);) {
    if (const auto lock = read_lock(line)) locks.push_back(*lock);
  }
  return locks;
}

std::vector<KernelLock> kernel_locks() {
  return locks_in(read_file("/proc/locks"));
}

// The table has the file system's own device. stat(2) names others on btrfs, and overlayfs those of
// its layers. What lies on no mount that the task sees (a memfd) has but one.
std::optional<std::string> lock_name_of(pid_t tid, int fd) {
  struct stat facts;
  if (!stat_descriptor(tid, fd, facts)) return std::nullopt;
  const std::string fdinfo = descriptor_info(tid, fd);
  const auto mount = number_behind(fdinfo, "mnt_id:"), inode = number_behind(fdinfo, "ino:");
  const auto device = mount ? device_of_mount(tid, *mount) : std::nullopt;
  if (device) facts.st_dev = *device;
  if (inode) facts.st_ino = static_cast<ino_t>(*inode);
  return fmt::format("{:02x}:{:02x}:{}", major(facts.st_dev), minor(facts.st_dev), facts.st_ino);
}

}  // namespace procdemo::tracee
