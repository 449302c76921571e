#include "syscalls/event_counter.h"

#include "base/procfs.h"
#include "syscalls/syscall.h"
#include "syscalls/waits_for.h"

namespace procdemo::syscalls {

std::optional<std::int64_t> counter_behind(pid_t pid, int fd) {
  if (descriptor_target(pid, fd) != "anon_inode:[eventfd]") return std::nullopt;
  return number_behind(descriptor_info(pid, fd), "eventfd-id:");
}

// Who writes waits for it to be read.
std::vector<std::int64_t> awaited_counters(const Task& task) {
  std::vector<std::int64_t> counters;
  if (!task.call || task.call->syscall->writes) return counters;
  for (const int fd : awaited_descriptors(task)) {
    if (const auto counter = counter_behind(task.tid, fd)) counters.push_back(*counter);
  }
  return counters;
}

}  // namespace procdemo::syscalls
