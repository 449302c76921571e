#include "run/locks/left_behind.h"

#include <sys/stat.h>

#include <utility>

#include "base/procfs.h"

namespace procdemo::run {
namespace {

// Its number is always the same (linux/proc_ns.h, PROC_PID_INIT_INO).
bool is_in_first_pid_namespace() {
  constexpr ino_t first = 0xEFFFFFFC;
  struct stat facts;
  return ::stat("/proc/self/ns/pid", &facts) == 0 && facts.st_ino == first;
}

bool is_on(const KernelLock& lock, const std::string& file) {
  return lock.kind == KernelLock::Kind::flock && lock.pid == 0 && lock.file == file;
}

}  // namespace

// fdinfo has the row all the same, with 0 for its owner. In the namespace, a run's own or a
// container's, are few others.
std::vector<KernelLock> locks_left_behind(const std::string& file) {
  std::vector<KernelLock> found;
  if (is_in_first_pid_namespace()) return found;
  for (const pid_t pid : all_pids()) {
    for (const int fd : descriptors_of(pid)) {
      for (KernelLock& lock : tracee::locks_in(descriptor_info(pid, fd))) {
        if (!is_on(lock, file)) continue;
        lock.pid = pid;
        found.push_back(std::move(lock));
      }
    }
  }
  return found;
}

}  // namespace procdemo::run
