#include "tracee/mounts.h"

#include <poll.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <algorithm>
#include <cstdlib>
#include <sstream>
#include <string>

#include "base/procfs.h"
#include "base/text/lines.h"
#include "tracee/disks.h"

namespace procdemo::tracee {
namespace {

// Not devtmpfs: what is mapped there is a device, and whoever drives it may be anybody (nbd). Root
// may make a device's file elsewhere too (mknod(2)); that is left.
constexpr std::string_view of_memory[] = {"hugetlbfs", "ramfs", "rootfs", "tmpfs"};

constexpr std::string_view of_one_disk[] = {"erofs", "exfat",   "ext2", "ext3",  "ext4",
                                            "f2fs",  "iso9660", "jfs",  "ntfs3", "squashfs",
                                            "udf",   "vfat",    "xfs"};

// The kernel's own; and those on several disks or of other file systems, of which this table does
// not tell.
constexpr std::string_view of_kernel[] = {
    "bcachefs",   "bpf",       "btrfs",    "cgroup",  "cgroup2", "configfs", "debugfs",
    "devpts",     "devtmpfs",  "efivarfs", "mqueue",  "overlay", "proc",     "pstore",
    "securityfs", "selinuxfs", "sysfs",    "tracefs", "zfs"};

// Somebody serves them, or they lead to somebody; but they have no files with contents.
constexpr std::string_view without_contents[] = {"autofs", "binfmt_misc", "fusectl", "nsfs",
                                                 "rpc_pipefs"};

template <std::size_t size>
bool is_one_of(const std::string_view (&kinds)[size], std::string_view kind) {
  return std::ranges::count(kinds, kind) != 0;
}

dev_t device_of(const std::string& text, int base) {
  const std::size_t colon = text.find(':');
  if (colon == text.npos) return 0;
  return ::makedev(static_cast<unsigned>(std::strtoul(text.c_str(), nullptr, base)),
                   static_cast<unsigned>(std::strtoul(text.c_str() + colon + 1, nullptr, base)));
}

// Shared memory, memfds and System V segments lie on a mount that no table shows.
dev_t device_of_memory_files() {
  const Fd file(::memfd_create("", MFD_CLOEXEC));
  struct stat facts{};
  return ::fstat(file.get(), &facts) == 0 ? facts.st_dev : 0;
}

// If those we run from did not answer we would not be here to wait.
std::set<dev_t> own_devices() {
  std::set<dev_t> devices = {device_of_memory_files()};
  const std::string maps = read_file("/proc/self/maps");
  std::string_view rest = maps;
  std::string range, rights, offset, device;
  for (std::string_view line; next_line(rest, line);) {
    std::istringstream words{std::string(line)};
    if (words >> range >> rights >> offset >> device) devices.insert(device_of(device, 16));
  }
  devices.erase(0);
  return devices;
}

}  // namespace

// "36 35 98:0 /root /point rw,noatime master:1 - ext3 /dev/root rw,errors=continue"; the fields
// before the dash vary in number.
Mount mount_in(std::string_view line) {
  const std::size_t dash = line.find(" - ");
  if (dash == line.npos) return {};
  std::istringstream before(std::string(line.substr(0, dash)));
  std::istringstream after(std::string(line.substr(dash + 3)));
  std::int64_t id = 0;
  std::string parent, device, kind;
  if (!(before >> id >> parent >> device) || !(after >> kind)) return {};
  const dev_t known = device_of(device, 10);
  return {
      .id = id,
      .device = known,
      .local = is_one_of(of_memory, kind) || (is_one_of(of_one_disk, kind) && is_local_disk(known)),
      .cgroup = kind == "cgroup" || kind == "cgroup2",
      .served = !is_served_by_kernel(kind) && !is_one_of(without_contents, kind)};
}

bool is_served_by_kernel(std::string_view kind) {
  return is_one_of(of_memory, kind) || is_one_of(of_one_disk, kind) || is_one_of(of_kernel, kind);
}

// Read at need: most runs ask for files beside procdemo's own alone.
Mounts::Mounts() : mountinfo_(::open("/proc/self/mountinfo", O_RDONLY | O_CLOEXEC)) {
  struct stat facts{};
  if (stat_without_asking("/proc/self/exe", facts)) program_ = facts.st_dev;
}

// Every look through the descriptor takes note of the state it has seen (proc(5), mountinfo).
bool Mounts::changed() const {
  pollfd table = {mountinfo_.get(), POLLPRI, 0};
  return ::poll(&table, 1, 0) != 0;
}

void Mounts::look() {
  local_.clear();
  some_served_ = false;
  changed();
  const std::string mountinfo = read_file("/proc/self/mountinfo");
  std::string_view rest = mountinfo;
  for (std::string_view line; next_line(rest, line);) {
    const Mount mount = mount_in(line);
    some_served_ = some_served_ || mount.served;
    if (mount.local) local_.insert(mount.device);
    if (mount.cgroup)
      cgroups_.insert(mount.device);  // also where it is unmounted: it may be elsewhere
  }
  looked_ = true;
}

void Mounts::look_again() {
  if (!looked_ || changed()) look();
}

bool Mounts::are_local(dev_t device) {
  if (device == program_) return true;
  static const std::set<dev_t> own = own_devices();
  if (own.contains(device)) return true;
  look_again();
  return local_.contains(device);
}

bool Mounts::may_wait() {
  look_again();
  return some_served_;
}

bool Mounts::are_cgroups(dev_t device) {
  if (device == program_) return false;
  look_again();
  return cgroups_.contains(device);
}

}  // namespace procdemo::tracee
