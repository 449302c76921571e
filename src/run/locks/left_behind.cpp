#include "run/locks/left_behind.h"

#include <utility>

#include "base/procfs.h"
#include "world/inside/inside.h"

namespace procdemo::run {
namespace {

bool is_on(const KernelLock& lock, const std::string& file) {
  return lock.kind == KernelLock::Kind::flock && lock.pid == 0 && lock.file == file;
}

}  // namespace

// fdinfo has the row all the same, with 0 for its owner. In the namespace are the run's processes
// and few others.
std::vector<KernelLock> locks_left_behind(const std::string& file) {
  std::vector<KernelLock> found;
  if (!is_inside()) return found;
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
