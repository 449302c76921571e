#include "world/own_processes.h"

#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>

#include "base/fd.h"
#include "base/helper.h"
#include "base/pidfd.h"
#include "base/procfs.h"

namespace procdemo::world {

namespace {

struct Executed {
  dev_t device = 0;
  ino_t inode = 0;
  int error = 0;
};

Executed executed_by(const char* path) {
  struct stat facts;
  if (!stat_without_asking(path, facts)) return {.error = errno};
  return {facts.st_dev, facts.st_ino, 0};
}

bool has_our_name(pid_t id) {
  const auto own = proc_stat(::getpid()), other = proc_stat(id);
  return own && other && (other->comm == own->comm || other->comm.starts_with("procdemo"));
}

// proc(5), hidepid: of this user's processes those that no other may look into, which ours are. It
// is there, and may be signalled.
bool is_hidden(pid_t id) {
  const Fd process = open_process(id);
  return process && send_signal(process, 0) == 0;
}

}  // namespace

bool is_procdemo(pid_t id) {
  if (is_helper(id)) return true;  // also where neither /proc nor the kernel lets us ask
  static const Executed own = executed_by("/proc/self/exe");
  char path[64];
  std::snprintf(path, sizeof path, "/proc/%d/exe", id);
  const Executed other = executed_by(path);
  if (other.error == 0) return other.device == own.device && other.inode == own.inode;
  if (other.error == EACCES) return has_our_name(id);
  if (proc_stat(id)) return false;  // a zombie, or the kernel's own
  return is_hidden(id) || !proc_matches();
}

bool has_procdemo(pid_t group) {
  const pid_t parent = ::getppid();  // in explore and check
  if (has_helper(group) || (::getpgid(parent) == group && is_procdemo(parent))) return true;
  return std::ranges::any_of(all_pids(), [&](pid_t pid) {
    const auto stat = proc_stat(pid);
    return stat && stat->pgid == group && is_procdemo(pid);
  });
}

OwnMemory::OwnMemory() : before_(::prctl(PR_GET_DUMPABLE)) {
  ::prctl(PR_SET_DUMPABLE, 1);
}

OwnMemory::~OwnMemory() {
  if (before_ == 0 || before_ == 1) ::prctl(PR_SET_DUMPABLE, before_);
}

void OwnMemory::shut() const {
  ::prctl(PR_SET_DUMPABLE, 0);
}

// What exec gives to root is limited by the bounding set, and, where that may not be lowered, by
// NO_NEW_PRIVS: then an exec gives nothing that was not there before.
void give_up_tracing() {
  constexpr std::uint32_t bit = 1u << CAP_SYS_PTRACE;  // in the first of two words
  __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct data[2] = {};
  if (::syscall(SYS_capget, &header, data) != 0) return;
  ::prctl(PR_CAPBSET_DROP, CAP_SYS_PTRACE, 0, 0, 0);
  ::prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_LOWER, CAP_SYS_PTRACE, 0, 0);
  for (std::uint32_t* set : {&data[0].effective, &data[0].permitted, &data[0].inheritable}) {
    *set &= ~bit;
  }
  ::syscall(SYS_capset, &header, data);
}

}  // namespace procdemo::world
