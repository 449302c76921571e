// Which file systems answer for themselves.
//
// A file system may be served by a process (FUSE, 9p, a network's) or by a device that is (nbd):
// whoever reads a file there waits for that process, in a sleep that no signal ends. On a disk or
// in memory nobody is waited for. What is not known to be of the second kind counts as of the
// first.
#pragma once

#include <sys/types.h>

#include <set>
#include <string_view>

#include "os/fd.h"

namespace procdemo {

class Mounts {
 public:
  Mounts();

  /// Whether files on this device are had without any process's help. `device` is the file
  /// system's own, as /proc/PID/maps and /proc/PID/mountinfo have it; stat(2) may name another
  /// (btrfs), which is then unknown. Asks the kernel again when something was mounted or unmounted.
  bool are_local(dev_t device);

 private:
  bool changed() const;
  void look();

  Fd mountinfo_;
  std::set<dev_t> own_;    ///< where we ourselves run from, and the kernel's own memory files
  std::set<dev_t> local_;  ///< mounted now
};

/// One line of /proc/PID/mountinfo: the device when it is a local one, else 0.
dev_t local_device_in(std::string_view mountinfo_line);

}  // namespace procdemo
