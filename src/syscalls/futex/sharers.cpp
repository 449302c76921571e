#include "syscalls/futex/sharers.h"

#include <fmt/format.h>
#include <linux/futex.h>
#include <sys/sysmacros.h>

#include <algorithm>

#include "base/fd.h"
#include "base/kcmp.h"
#include "base/procfs.h"
#include "tracee/mappings.h"

namespace procdemo::syscalls {

namespace {

bool has_place(const Mapping& mapping, const MemoryPlace& place) {
  const std::uint64_t end = mapping.offset + (mapping.end - mapping.begin);
  return mapping.device == place.device && mapping.inode == place.inode &&
         mapping.offset <= place.at && place.at < end;
}

// A process of its own may have the same memory, too (clone(2), CLONE_VM).
bool has_place(const Task& task, const MemoryPlace& place) {
  if (place.own) {
    return task.process == place.own ||
           share_memory(task.process->pid, place.own->pid).value_or(false);
  }
  return std::ranges::any_of(shared_mappings(task),
                             [&](const Mapping& one) { return has_place(one, place); });
}

// What a process maps without a file only its descendants can have.
bool is_without_file(const MemoryPlace& place) {
  return place.own || place.file.starts_with("/dev/zero");
}

}  // namespace

// With FUTEX_PRIVATE_FLAG the kernel looks for it in the process's own memory alone.
MemoryPlace place_of_sleep(const Task& task, std::uint64_t address) {
  const bool is_private = (task.call->arguments[1] & FUTEX_PRIVATE_FLAG) != 0;
  if (is_private) return {.at = address, .own = task.process};
  for (const Mapping& mapping : shared_mappings(task)) {
    if (!mapping.holds(address)) continue;
    return {.device = mapping.device,
            .inode = mapping.inode,
            .at = address - mapping.begin + mapping.offset,
            .file = mapping.file};
  }
  return {.at = address, .own = task.process};
}

std::vector<const Task*> sharers_of(Family& family, const Task& task, const MemoryPlace& place) {
  std::vector<const Task*> sharers;
  for (const Task* other : family.in_order()) {
    const bool lives = other != &task && other->phase != Phase::exiting;
    if (lives && has_place(*other, place)) sharers.push_back(other);
  }
  return sharers;
}

bool is_shared_outside(Family& family, const MemoryPlace& place) {
  if (is_without_file(place)) return false;
  const std::string mark =
      fmt::format(" {:02x}:{:02x} {} ", ::major(place.device), ::minor(place.device), place.inode);
  return std::ranges::any_of(all_pids(), [&](pid_t pid) {
    return !family.by_pid(pid) &&
           read_file_if_any(fmt::format("/proc/{}/maps", pid)).find(mark) != std::string::npos;
  });
}

}  // namespace procdemo::syscalls
