// Whether two tasks share what the kernel keeps for them (kcmp(2)): which no number tells, for each
// has numbers of its own.
#pragma once

#include <linux/kcmp.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#include <cerrno>
#include <optional>

#include "base/room.h"

namespace procdemo::base {

/// A descriptor of a task.
struct TaskDescriptor {
  pid_t task = 0;
  int fd = -1;
};

/// Of kcmp(2)'s answer: false also where one of the two is gone, nothing where this kernel, or a
/// rule of this machine, does not let it be asked.
inline std::optional<bool> as_answer(long order) {
  if (order >= 0) return order == 0;
  return errno == EBADF || errno == ESRCH ? std::optional(false) : std::nullopt;
}

/// Whether they are one open file description (open(2)), and so one a duplicate of the other.
inline std::optional<bool> are_duplicates(const TaskDescriptor& a, const TaskDescriptor& b) {
  return as_answer(::syscall(SYS_kcmp, a.task, b.task, KCMP_FILE, a.fd, b.fd));
}

/// Whether two tasks have the same memory (clone(2), CLONE_VM).
inline std::optional<bool> share_memory(pid_t a, pid_t b) {
  return as_answer(::syscall(SYS_kcmp, a, b, KCMP_VM, 0, 0));
}

/// Whether two tasks have one table of descriptors (clone(2), CLONE_FILES).
inline std::optional<bool> share_descriptors(pid_t a, pid_t b) {
  return as_answer(::syscall(SYS_kcmp, a, b, KCMP_FILES, 0, 0));
}

}  // namespace procdemo::base
