#include "os/mounts.h"

#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include "catch.h"

using namespace procdemo;

TEST_CASE("a disk and memory are local; what a process serves, or may, is not") {
  CHECK(local_device_in("36 35 98:1 / / rw shared:1 - ext4 /dev/sda1 rw") == ::makedev(98, 1));
  CHECK(local_device_in("36 35 0:44 / /tmp rw master:1 shared:2 - tmpfs tmpfs rw") ==
        ::makedev(0, 44));
  for (const char* kind :
       {"fuse", "fuse.sshfs", "fuseblk", "nfs4", "9p", "cifs", "overlay", "new"}) {
    const std::string line = "36 35 0:44 / /mnt rw - " + std::string(kind) + " some rw";
    CHECK(local_device_in(line) == 0);
  }
  CHECK(local_device_in("36 35 43:0 / /mnt rw - ext4 /dev/nbd0 rw") == 0);
  CHECK(local_device_in("36 35 7:0 / /mnt rw - ext4 /dev/loop0 rw") == 0);
  CHECK(local_device_in("") == 0);
}

TEST_CASE("memory files are local, and so is where this program lies") {
  Mounts mounts;
  const Fd file(::memfd_create("", MFD_CLOEXEC));
  struct stat facts;
  REQUIRE(::fstat(file.get(), &facts) == 0);
  CHECK(mounts.are_local(facts.st_dev));
  CHECK_FALSE(mounts.are_local(::makedev(0, 0xFFFFE)));
}
