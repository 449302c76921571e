#include "tracee/disks.h"

#include <sys/sysmacros.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <vector>

#include "catch.h"

using namespace procdemo::tracee;
namespace fs = std::filesystem;

namespace {

// As /sys has them: a disk with a partition, a loop device, and what is made of these.
class Machine {
 public:
  Machine() {
    REQUIRE(::mkdtemp(name_) != nullptr);
    fs::create_directories(root() / "dev/block");
    add("8:1", "pci0000:00/ata1/block/sda/sda1");
    add("8:16", "platform/host2/session1/block/sdb");
    add("43:0", "virtual/block/nbd0");
    add("7:0", "virtual/block/loop0");
    add("259:0", "virtual/block/loop0/loop0p1");
    std::ofstream(root() / "devices/virtual/block/loop0/loop0p1/partition") << 1;
    make("253:0", "dm-0", {"8:1"});
    make("253:1", "dm-1", {"8:1", "7:0"});
    make("253:2", "dm-2", {"253:0"});
    make("253:3", "dm-3", {});
  }
  Machine(const Machine&) = delete;
  Machine& operator=(const Machine&) = delete;
  ~Machine() { fs::remove_all(name_); }

  bool is_local(unsigned major, unsigned minor) const {
    return is_local_disk(::makedev(major, minor), name_);
  }

 private:
  fs::path root() const { return name_; }
  fs::path link(const std::string& number) const { return root() / "dev/block" / number; }

  void add(const std::string& number, const std::string& place) {
    fs::create_directories(root() / "devices" / place);
    fs::create_directory_symlink(fs::absolute(root() / "devices" / place), link(number));
  }

  void make(const std::string& number, const std::string& name,
            const std::vector<std::string>& parts) {
    add(number, "virtual/block/" + name + "/slaves");
    fs::remove(link(number));
    add(number, "virtual/block/" + name);
    for (const std::string& part : parts) {
      fs::create_directory_symlink(fs::canonical(link(part)), link(number) / "slaves" / part);
    }
  }

  char name_[32] = "/tmp/procdemo-disks-XXXXXX";
};

}  // namespace

TEST_CASE("a disk is local by what it hangs on") {
  const Machine machine;
  CHECK(machine.is_local(8, 1));
  CHECK_FALSE(machine.is_local(8, 16));   // iSCSI
  CHECK_FALSE(machine.is_local(43, 0));   // nbd
  CHECK_FALSE(machine.is_local(7, 0));    // loop
  CHECK_FALSE(machine.is_local(259, 0));  // a partition of it
  CHECK_FALSE(machine.is_local(0, 44));   // no block device
}

TEST_CASE("what is made of disks is local when all of them are") {
  const Machine machine;
  CHECK(machine.is_local(253, 0));
  CHECK_FALSE(machine.is_local(253, 1));
  CHECK(machine.is_local(253, 2));
  CHECK_FALSE(machine.is_local(253, 3));
}
