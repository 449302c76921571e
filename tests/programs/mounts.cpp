// What a program may try with mounts: a door for each word; what the call said is told.
//
// mounts DOOR
#include <fcntl.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/syscall.h>

#include <csignal>
#include <functional>
#include <map>
#include <thread>

#include "tell.h"

namespace {

constexpr long mount_setattr = 442, open_tree_attr = 467;

long mount_memory(const char* where = "/tmp") {
  return ::mount("x", where, "tmpfs", 0, nullptr);
}

// A mount namespace of its own, with the rights to mount there.
bool enter_own() {
  return ::unshare(CLONE_NEWNS | (::geteuid() == 0 ? 0 : CLONE_NEWUSER)) == 0;
}

bool enter_private() {
  return enter_own() && ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0;
}

bool see_no_more() {
  return ::chdir("/tmp") == 0 && ::chroot("/tmp") == 0;
}

long in_private(const std::function<long()>& call) {
  return enter_private() ? call() : -1;
}

long open_shared_name() {
  void* name = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  std::strcpy(static_cast<char*>(name), "tmpfs");
  return ::syscall(SYS_fsopen, name, 0);
}

long open_beside_thread() {
  Gate gate;
  std::thread beside([&] { gate.wait(); });
  const long result = ::syscall(SYS_fsopen, "tmpfs", 0);
  const int error = errno;
  gate.open();
  beside.join();
  errno = error;
  return result;
}

int sleep_for_ever(void*) {
  while (true) ::pause();
}

// A process of its own, in the same memory.
long open_beside_process() {
  static char stack[65536];
  const pid_t beside = ::clone(sleep_for_ever, stack + sizeof stack, CLONE_VM | SIGCHLD, nullptr);
  const long result = ::syscall(SYS_fsopen, "tmpfs", 0);
  const int error = errno;
  ::kill(beside, SIGKILL);
  ::waitpid(beside, nullptr, 0);
  errno = error;
  return result;
}

const std::map<std::string, std::function<long()>> doors = {
    {"over", [] { return mount_memory(); }},
    {"take", [] { return ::umount2("/nowhere", 0); }},
    {"pivot", [] { return ::syscall(SYS_pivot_root, "/nowhere", "/nowhere"); }},
    {"move", [] { return ::syscall(SYS_move_mount, -1, "", -1, "", 0); }},
    {"copy", [] { return ::syscall(SYS_open_tree, -1, "nowhere", 1); }},
    {"copy-attributes", [] { return ::syscall(open_tree_attr, -1, "", 0, nullptr, 0); }},
    {"set", [] { return ::syscall(mount_setattr, -1, "", 0, nullptr, 0); }},
    {"pick", [] { return ::syscall(SYS_fspick, -1, "", 0); }},
    {"look", [] { return ::syscall(SYS_open_tree, AT_FDCWD, "/", 0); }},
    {"join",
     [] { return in_private([] { return ::syscall(SYS_move_mount, -1, "", -1, "", 0x100); }); }},
    {"change",
     [] {
       return in_private([] { return ::mount(nullptr, "/proc", nullptr, MS_REMOUNT, nullptr); });
     }},
    {"private", [] { return in_private([] { return mount_memory(); }); }},
    {"private-chroot",
     [] { return in_private([] { return see_no_more() ? mount_memory("/") : -1; }); }},
    {"shared", [] { return enter_own() ? mount_memory() : -1; }},
    {"shared-chroot", [] { return enter_own() && see_no_more() ? mount_memory("/") : -1; }},
    {"name", [] { return in_private([] { return ::syscall(SYS_fsopen, "tmpfs", 0); }); }},
    {"name-shared", [] { return in_private(open_shared_name); }},
    {"name-thread", [] { return in_private(open_beside_thread); }},
    {"name-process", [] { return in_private(open_beside_process); }},
};

}  // namespace

int main(int argc, char** argv) {
  const auto door = doors.find(argc > 1 ? argv[1] : "");
  if (door == doors.end()) return 2;
  const long result = door->second();
  tell("%s: %s", argv[1], result < 0 ? answer(result).c_str() : "done");
}
