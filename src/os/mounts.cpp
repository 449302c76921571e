#include "os/mounts.h"

#include <poll.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <algorithm>
#include <sstream>
#include <string>

namespace procdemo {
namespace {

constexpr std::string_view local_kinds[] = {
    "bcachefs", "btrfs",     "erofs",    "exfat", "ext2",  "ext3",  "ext4",
    "f2fs",     "hugetlbfs", "iso9660",  "jfs",   "ntfs3", "ramfs", "rootfs",
    "squashfs", "tmpfs",     "devtmpfs", "udf",   "vfat",  "xfs",   "zfs"};

// A block device whose blocks come from a process, or from a file that may lie anywhere.
constexpr std::string_view served_sources[] = {"/dev/nbd", "/dev/loop", "/dev/ublk", "/dev/rbd",
                                               "/dev/drbd"};

dev_t device_of(const std::string& text, int base) {
  const std::size_t colon = text.find(':');
  if (colon == text.npos) return 0;
  return ::makedev(static_cast<unsigned>(std::strtoul(text.c_str(), nullptr, base)),
                   static_cast<unsigned>(std::strtoul(text.c_str() + colon + 1, nullptr, base)));
}

// If these did not answer we would not be here to wait.
std::set<dev_t> devices_we_run_from() {
  std::set<dev_t> devices;
  std::istringstream lines(read_file("/proc/self/maps"));
  std::string range, rights, offset, device;
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    if (words >> range >> rights >> offset >> device) devices.insert(device_of(device, 16));
  }
  devices.erase(0);
  return devices;
}

// Shared memory, memfds and System V segments lie on a mount that no table shows.
dev_t device_of_memory_files() {
  const Fd file(::memfd_create("", MFD_CLOEXEC));
  struct stat facts{};
  return ::fstat(file.get(), &facts) == 0 ? facts.st_dev : 0;
}

}  // namespace

// "36 35 98:0 /root /point rw,noatime master:1 - ext3 /dev/root rw,errors=continue"; the fields
// before the dash vary in number.
Mount mount_in(std::string_view line) {
  const std::size_t dash = line.find(" - ");
  if (dash == line.npos) return {};
  std::istringstream before(std::string(line.substr(0, dash)));
  std::istringstream after(std::string(line.substr(dash + 3)));
  std::string number, parent, device, kind, source;
  if (!(before >> number >> parent >> device) || !(after >> kind >> source)) return {};
  const bool served = std::ranges::any_of(
      served_sources, [&](std::string_view one) { return source.starts_with(one); });
  return {.device = device_of(device, 10),
          .local = std::ranges::count(local_kinds, kind) != 0 && !served,
          .cgroup = kind == "cgroup" || kind == "cgroup2"};
}

Mounts::Mounts()
    : mountinfo_(::open("/proc/self/mountinfo", O_RDONLY | O_CLOEXEC)),
      own_(devices_we_run_from()) {
  own_.insert(device_of_memory_files());
  own_.erase(0);
  look();
}

// Every look through the descriptor takes note of the state it has seen (proc(5), mountinfo).
bool Mounts::changed() const {
  pollfd table = {mountinfo_.get(), POLLPRI, 0};
  return ::poll(&table, 1, 0) != 0;
}

void Mounts::look() {
  local_.clear();
  changed();
  std::istringstream lines(read_file("/proc/self/mountinfo"));
  for (std::string line; std::getline(lines, line);) {
    const Mount mount = mount_in(line);
    if (mount.local) local_.insert(mount.device);
    if (mount.cgroup)
      cgroups_.insert(mount.device);  // also where it is unmounted: it may be elsewhere
  }
}

void Mounts::look_again() {
  if (changed()) look();
}

bool Mounts::are_local(dev_t device) {
  if (own_.contains(device)) return true;
  look_again();
  return local_.contains(device);
}

bool Mounts::are_cgroups(dev_t device) {
  look_again();
  return cgroups_.contains(device);
}

}  // namespace procdemo
