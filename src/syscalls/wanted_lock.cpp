#include "syscalls/wanted_lock.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "base/procfs.h"
#include "run/locks/left_behind.h"
#include "syscalls/syscall.h"
#include "trace/name.h"
#include "tracee/kernel_locks.h"
#include "tracee/memory.h"

namespace procdemo::syscalls {

namespace {

using Kind = KernelLock::Kind;

// The call at which it is held, or in which it waits.
struct LockCall {
  LockKind kind = LockKind::none;
  Arguments arguments{};

  int integer(std::size_t argument) const { return static_cast<int>(arguments[argument]); }
};

LockCall lock_call(const Task& task) {
  if (const auto* at = held_at<held::Call>(task)) {
    return {at->syscall->locks, task.registers.arguments()};
  }
  return task.call ? LockCall{task.call->syscall->locks, task.call->arguments} : LockCall{};
}

// What the task asks for, as a row of the kernel's table would have it.
KernelLock asked_by_flock(const LockCall& call) {
  return {.write = (call.arguments[1] & LOCK_SH) == 0};
}

KernelLock asked_by_fcntl(const Task& task, const LockCall& call, const std::string& fdinfo) {
  const int fd = call.integer(0), command = call.integer(1);
  const auto asked = read_value<struct flock>(task, call.arguments[2]);
  const bool description = command == F_OFD_SETLKW;
  KernelLock lock{.kind = description ? Kind::description : Kind::posix};
  if (!asked) return lock;
  lock.write = asked->l_type == F_WRLCK;
  struct stat facts{};
  stat_descriptor(task.tid, fd, facts);
  lock.first = asked->l_start;
  if (asked->l_whence == SEEK_CUR) lock.first += number_behind(fdinfo, "pos:").value_or(0);
  if (asked->l_whence == SEEK_END) lock.first += facts.st_size;
  if (asked->l_len > 0) lock.last = lock.first + asked->l_len - 1;
  if (asked->l_len < 0) lock.last = lock.first - 1, lock.first += asked->l_len;
  return lock;
}

// Those of fcntl, whole descriptions' or not, stand beside flock's.
bool stands_in_the_way(const KernelLock& held, const KernelLock& asked) {
  const bool same_sort = (held.kind == Kind::flock) == (asked.kind == Kind::flock);
  return same_sort && held.file == asked.file && (held.write || asked.write) &&
         held.first <= asked.last && asked.first <= held.last;
}

std::vector<KernelLock> locks_in_the_way(const Task& task) {
  const LockCall call = lock_call(task);
  const int fd = call.integer(0);
  const std::string fdinfo = descriptor_info(task.tid, fd);
  const bool flock = call.kind == LockKind::flock;
  KernelLock asked = flock ? asked_by_flock(call) : asked_by_fcntl(task, call, fdinfo);
  asked.file = lock_name_of(task.tid, fd).value_or("");
  const std::vector<KernelLock> own = locks_in(fdinfo);
  const auto is_own = [&](const KernelLock& held) {
    if (asked.kind == Kind::posix) {
      return held.kind == Kind::posix && held.pid == task.process->pid;
    }
    return std::ranges::count(own, held.text, &KernelLock::text) != 0;
  };
  std::vector<KernelLock> known = kernel_locks();
  if (flock) std::ranges::move(locks_left_behind(asked.file), std::back_inserter(known));
  std::erase_if(known, [&](const KernelLock& held) {
    return !stands_in_the_way(held, asked) || is_own(held);
  });
  return known;
}

bool has_open_file_of(const KernelLock& lock, pid_t pid) {
  return std::ranges::any_of(descriptors_of(pid), [&](int fd) {
    const std::vector<KernelLock> its = locks_in(descriptor_info(pid, fd));
    return std::ranges::count(its, lock.text, &KernelLock::text) != 0;
  });
}

// Whose lock it is: its taker's, unless that has closed the open file, or it is no process's.
std::vector<Name> owners_of(const KernelLock& lock, Family& family) {
  std::vector<Name> owners;
  const bool of_others = lock.kind != Kind::posix && !has_open_file_of(lock, lock.pid);
  for (const Task* each : family.in_order()) {
    const pid_t pid = each->process->pid;
    const bool is_first = each->tid == pid;
    if (is_first && of_others && has_open_file_of(lock, pid)) owners.push_back(each->name);
  }
  const Process* const taker = owners.empty() ? family.by_pid(lock.pid) : nullptr;
  if (taker) owners.push_back(taker->name);
  return owners;
}

}  // namespace

LockKind wanted_lock(const Task& task) {
  const auto* at = held_at<held::Call>(task);
  return at ? at->syscall->locks : LockKind::none;
}

std::vector<pid_t> holders_of_lock(const Task& task) {
  std::vector<pid_t> holders;
  for (const KernelLock& lock : locks_in_the_way(task)) holders.push_back(lock.pid);
  return holders;
}

std::vector<Name> names_of_holders(Family& family, const Task& task) {
  std::set<Name, decltype(&name_before)> names(&name_before);
  for (const KernelLock& lock : locks_in_the_way(task)) {
    for (Name& owner : owners_of(lock, family)) names.insert(std::move(owner));
  }
  return {names.begin(), names.end()};
}

fact::ByteRange bytes_of_lock(const Task& task) {
  const LockCall call = lock_call(task);
  if (call.kind != LockKind::fcntl) return {};
  const KernelLock asked = asked_by_fcntl(task, call, descriptor_info(task.tid, call.integer(0)));
  return {asked.first, asked.last};
}

bool lock_can_be_had(const Task& task) {
  return holders_of_lock(task).empty();
}

}  // namespace procdemo::syscalls
