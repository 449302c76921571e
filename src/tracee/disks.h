// Which block devices are disks of this machine.
//
// The blocks of some come from a process (nbd, ublk), from a file that may lie anywhere (loop), or
// over a network (drbd, rbd, iSCSI). What such a device is called is for whoever mounts it to say;
// so the kernel is asked what it hangs on (sysfs(5)).
#pragma once

#include <sys/types.h>

#include <string>

#include "tracee/room.h"

namespace procdemo::tracee {

/// Whether it is a part of this machine, or is made of such parts alone (device-mapper, md). What
/// can't be known is not.
bool is_local_disk(dev_t device, const std::string& sysfs = "/sys");

}  // namespace procdemo::tracee
