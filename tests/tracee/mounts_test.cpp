#include "tracee/mounts.h"

#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include "catch.h"

using namespace procdemo::tracee;

TEST_CASE("a disk and memory are local; what a process serves, or may, is not") {
  CHECK(mount_in("36 35 98:1 / / rw shared:1 - ext4 /dev/sda1 rw").device == ::makedev(98, 1));
  CHECK(mount_in("36 35 0:44 / /tmp rw master:1 shared:2 - tmpfs tmpfs rw").device ==
        ::makedev(0, 44));
  CHECK(mount_in("36 35 0:44 / /tmp rw master:1 shared:2 - tmpfs tmpfs rw").local);
  for (const char* kind :
       {"fuse", "fuse.sshfs", "fuseblk", "nfs4", "9p", "cifs", "overlay", "devtmpfs", "new"}) {
    const std::string line = "36 35 0:44 / /mnt rw - " + std::string(kind) + " some rw";
    CHECK_FALSE(mount_in(line).local);
    CHECK(mount_in(line).served == !is_served_by_kernel(kind));
  }
  for (const char* device :
       {"43:0", "7:0", "147:0"}) {  // nbd, loop, drbd, whatever they are called
    CHECK_FALSE(mount_in(std::string("36 35 ") + device + " / /mnt rw - ext4 /dev/sda1 rw").local);
  }
  CHECK(mount_in("").device == 0);
}

TEST_CASE("both versions of control groups are known, and nothing else is one") {
  CHECK(mount_in("30 23 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw").cgroup);
  CHECK(mount_in("31 30 0:27 / /sys/fs/cgroup/pids rw - cgroup cgroup rw,pids").cgroup);
  CHECK_FALSE(mount_in("29 23 0:25 / /sys/fs/cgroup rw - tmpfs tmpfs rw").cgroup);
}

TEST_CASE("memory files are local, and so is where this program lies") {
  Mounts mounts;
  const Fd file(::memfd_create("", MFD_CLOEXEC));
  struct stat facts;
  REQUIRE(::fstat(file.get(), &facts) == 0);
  CHECK(mounts.are_local(facts.st_dev));
  CHECK_FALSE(mounts.are_local(::makedev(0, 0xFFFFE)));
}
