#include "syscalls/rows/mounting.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <linux/nsfs.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/stat.h>

#include "base/procfs.h"
#include "run/run_state.h"
#include "tracee/memory.h"

namespace procdemo::syscalls {

namespace {

bool may_be_served(const Task& task, std::uint64_t name) {
  const std::string kind = read_text(task, name, 64);
  return !is_served_by_kernel(kind) || !settle_text(task, name, kind);
}

// What mount(2) does is told by its flags, in the kernel's order (fs/namespace.c, path_mount). Old
// programs put a mark into the upper half, which then says nothing else.
enum class Act { change_mount, change_for_all, bind, pass_on, pass_nothing_on, move, mount };

Act act_of(std::uint64_t flags) {
  if ((flags & MS_MGC_MSK) == MS_MGC_VAL) flags &= ~std::uint64_t{MS_MGC_MSK};
  if (flags & MS_REMOUNT) return flags & MS_BIND ? Act::change_mount : Act::change_for_all;
  if (flags & MS_BIND) return Act::bind;
  if (flags & MS_SHARED) return Act::pass_on;
  if (flags & (MS_PRIVATE | MS_SLAVE | MS_UNBINDABLE)) return Act::pass_nothing_on;
  return flags & MS_MOVE ? Act::move : Act::mount;
}

Act act_of(const Task& task) {
  return act_of(task.registers.argument(3));
}

// Of a task that nobody may ask about, it counts as the same.
bool is_in_own_namespace(const Task& task, const char* kind) {
  struct stat own, its;
  const std::string path = fmt::format("/proc/{}/ns/{}", task.tid, kind);
  return !stat_without_asking(fmt::format("/proc/self/ns/{}", kind).c_str(), own) ||
         !stat_without_asking(path.c_str(), its) || its.st_ino == own.st_ino;
}

// Who has rights over the namespace: where that is another user namespace than procdemo's, what it
// was copied from hears nothing of it (mount_namespaces(7), "less privileged").
bool is_of_own_user_namespace(int mounts) {
  const Fd owner(::ioctl(mounts, NS_GET_USERNS));
  struct stat own, its;
  return !owner || !stat_without_asking("/proc/self/ns/user", own) ||
         ::fstat(owner.get(), &its) != 0 || its.st_ino == own.st_ino;
}

bool passes_on(RunState& run, const Task& task) {
  const Fd mounts(::open(fmt::format("/proc/{}/ns/mnt", task.tid).c_str(), O_RDONLY | O_CLOEXEC));
  if (!mounts) return true;
  return is_of_own_user_namespace(mounts.get()) &&
         run.memory.reader.passes_mounts_on(mounts.get()).value_or(true);
}

}  // namespace

bool mounts_served(RunState&, const Task& task) {
  return act_of(task) == Act::mount && may_be_served(task, task.registers.argument(2));
}

bool opens_served(RunState&, const Task& task) {
  return may_be_served(task, task.registers.argument(0));
}

bool mounts_for_procdemo(RunState& run, const Task& task) {
  if (is_in_own_namespace(task, "mnt")) return true;
  switch (act_of(task)) {
    case Act::pass_nothing_on:
      return false;
    case Act::change_for_all:
      return changes_for_all(run, task);
    default:
      return passes_on(run, task);
  }
}

bool changes_for_procdemo(RunState& run, const Task& task) {
  return is_in_own_namespace(task, "mnt") || passes_on(run, task);
}

bool changes_for_all(RunState&, const Task& task) {
  return is_in_own_namespace(task, "user");
}

}  // namespace procdemo::syscalls
