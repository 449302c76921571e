#include "tracee/kernel_locks.h"

#include <sched.h>
#include <sys/file.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <string>

#include "base/child.h"
#include "base/fd.h"
#include "catch.h"

using namespace procdemo::tracee;

namespace {

enum Found { as_in_table, otherwise, no_overlay, no_file };

// Whether the kernel's table has a lock of ours under the name that we have for its file.
Found look_at_lock(const std::string& path) {
  const Fd file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (!file || ::flock(file.get(), LOCK_EX) != 0) return no_file;
  const auto name = lock_name_of(::getpid(), file.get());
  const bool found = std::ranges::any_of(kernel_locks(), [&](const KernelLock& lock) {
    return lock.pid == ::getpid() && lock.file == name;
  });
  return found ? as_in_table : otherwise;
}

// On a file system of others' layers: one is on this disk, the upper one in memory.
Found look_on_overlay(const std::string& folder) {
  if (::unshare(CLONE_NEWNS) != 0) return no_overlay;
  ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr);
  const std::string lower = folder + "/lower", memory = folder + "/memory", all = folder + "/all";
  for (const std::string& each : {lower, memory, all}) ::mkdir(each.c_str(), 0700);
  if (::mount("tmpfs", memory.c_str(), "tmpfs", 0, nullptr) != 0) return no_overlay;
  const std::string upper = memory + "/upper", work = memory + "/work";
  for (const std::string& each : {upper, work}) ::mkdir(each.c_str(), 0700);
  const std::string how = "lowerdir=" + lower + ",upperdir=" + upper + ",workdir=" + work;
  if (::mount("overlay", all.c_str(), "overlay", 0, how.c_str()) != 0) return no_overlay;
  return look_at_lock(all + "/file");
}

}  // namespace

TEST_CASE("a lock is found in the kernel's table by its file") {
  char folder[] = "/tmp/procdemo-locks-XXXXXX";
  REQUIRE(::mkdtemp(folder));
  const std::string path = std::string(folder) + "/file";
  CHECK(look_at_lock(path) == as_in_table);
  ::unlink(path.c_str());
  ::rmdir(folder);
}

TEST_CASE("also where stat(2) names another device than the file system's") {
  char folder[] = "/tmp/procdemo-locks-XXXXXX";
  REQUIRE(::mkdtemp(folder));
  Child child = Child::run(kill_at_once, [&] { return static_cast<int>(look_on_overlay(folder)); });
  const auto status = child.wait();
  for (const char* each : {"/lower", "/memory", "/all", ""}) {
    ::rmdir((std::string(folder) + each).c_str());
  }
  REQUIRE(status);
  REQUIRE(status->exited());
  if (status->exited()->code == no_overlay) SKIP_TEST("no overlay can be mounted here");
  CHECK(status->exited()->code == as_in_table);
}
