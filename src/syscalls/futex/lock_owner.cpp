#include "syscalls/futex/lock_owner.h"

#include "base/procfs.h"
#include "tracee/memory.h"

namespace procdemo::syscalls {

pid_t id_of(const Task& task) {
  if (task.process->seen == task.process->pid) return task.tid;
  const auto status = proc_status(task.tid);
  return status ? status->nspid.back() : -1;
}

bool has_lock(const Task& task, LockSort sort, std::uint64_t object) {
  if (sort != LockSort::mutex && sort != LockSort::rwlock) return false;
  const std::uint64_t at = sort == LockSort::mutex ? owner_of_mutex : writer_of_rwlock;
  const auto owner = read_value<pid_t>(task, object + at);
  return owner && *owner > 0 && *owner == id_of(task);
}

}  // namespace procdemo::syscalls
