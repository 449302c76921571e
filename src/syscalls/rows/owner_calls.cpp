// Calls that say who gets a descriptor's signals (fcntl(2), F_SETOWN; SIGIO). With F_SETSIG that
// may be any signal, and with a group any process of it: procdemo among them, in whose group the
// program is.
//
// F_SETOWN has its number in a register. The others have it in memory, where another thread could
// change it behind our look: the kernel gets F_SETOWN with what was looked at in their place. So a
// single thread as the owner (F_OWNER_TID) is the process it is of: which of its threads takes the
// signal, the kernel then chooses.
#include <asm/ioctls.h>
#include <asm/sockios.h>
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <climits>

#include "base/procfs.h"
#include "run/run_state.h"
#include "syscalls/rows/owner.h"
#include "syscalls/rows/targets.h"
#include "tracee/memory.h"
#include "world/own_processes.h"

namespace procdemo::syscalls {

namespace {

constexpr int process_group = 2;  // F_OWNER_PGRP of struct f_owner_ex

struct AskedOwner {
  int type = 0;
  int id = 0;
};

// A group as a negative number, as F_SETOWN has it.
Then set_owner(RunState& run, Task& task, int owner) {
  if (is_procdemos(run, task, owner)) return refuse_own(run, task);
  const auto number = static_cast<std::uint64_t>(static_cast<std::int64_t>(owner));
  return replace(task, SYS_fcntl, {task.registers.argument(0), F_SETOWN, number});
}

}  // namespace

bool is_procdemos(RunState& run, const Task& task, int owner) {
  if (owner == INT_MIN) return false;  // EINVAL, says the kernel: there is no such group
  return owner < 0 ? has_procdemo(-owner) : is_own(run, task, owner);
}

Then enter_set_owner_ex(RunState& run, Task& task) {
  const auto asked = read_value<AskedOwner>(task, task.registers.argument(2));
  if (!asked) return answer(task, -EFAULT);
  if (asked->type < 0 || asked->type > process_group) return answer(task, -EINVAL);
  if (asked->id < 0) return answer(task, -ESRCH);
  return set_owner(run, task, asked->type == process_group ? -asked->id : asked->id);
}

bool sets_owner(std::uint32_t ioctl_request) {
  return ioctl_request == FIOSETOWN || ioctl_request == SIOCSPGRP;
}

Then enter_set_owner_ioctl(RunState& run, Task& task) {
  struct stat facts;
  if (!stat_descriptor(task.tid, task.registers.int_argument(0), facts))
    return answer(task, -EBADF);
  if (!S_ISSOCK(facts.st_mode)) return answer(task, -ENOTTY);
  const auto owner = read_value<int>(task, task.registers.argument(2));
  return owner ? set_owner(run, task, *owner) : answer(task, -EFAULT);
}

}  // namespace procdemo::syscalls
