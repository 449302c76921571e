// Which file systems answer for themselves, and which are the kernel's own controls of processes.
//
// A file system may be served by a process (FUSE, 9p, a network's) or by a device that is (nbd, see
// disks.h): whoever reads a file there waits for that process, in a sleep that no signal ends. On a
// disk or in memory nobody is waited for. What is not known to be of the second kind counts as of
// the first.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <set>
#include <string_view>

#include "base/fd.h"
#include "tracee/room.h"

namespace procdemo::tracee {

class Mounts {
 public:
  Mounts();

  /// Whether files on this device are had without any process's help. `device` is the file
  /// system's own, as /proc/PID/maps and /proc/PID/mountinfo have it; stat(2) may name another
  /// (btrfs), which is then unknown. Asks the kernel again when something was mounted or unmounted.
  bool are_local(dev_t device);

  /// Whether a file system is mounted whose files somebody has to serve.
  bool may_wait();

  /// Whether this device is a tree of control groups (cgroups(7)).
  bool are_cgroups(dev_t device);

 private:
  bool changed() const;
  void look_again();
  void look();

  Fd mountinfo_;
  dev_t program_ = 0;      ///< where procdemo lies
  std::set<dev_t> local_;  ///< mounted now
  std::set<dev_t> cgroups_;
  bool some_served_ = false;
  bool looked_ = false;
};

/// One line of /proc/PID/mountinfo.
struct Mount {
  std::int64_t id = 0;  ///< as a descriptor's fdinfo has it (mnt_id)
  dev_t device = 0;
  bool local = false;
  bool cgroup = false;
  bool served = false;  ///< its files are not the kernel's alone
};

/// Whether the kernel alone serves file systems of this kind ("tmpfs"). FUSE it does not, nor what
/// asks a server over a descriptor or a network (9p, nfs, ...): that may be a program.
bool is_served_by_kernel(std::string_view kind);

/// All 0 where it is none.
Mount mount_in(std::string_view mountinfo_line);

}  // namespace procdemo::tracee
