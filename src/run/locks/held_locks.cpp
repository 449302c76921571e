#include "run/locks/held_locks.h"

#include <algorithm>

#include "base/procfs.h"
#include "run/locks/left_behind.h"

namespace procdemo::run {

namespace {

bool same_lock(const HeldLocks::Held& held, const KernelLock& row) {
  return held.kind == row.kind && held.file == row.file && (row.pid <= 0 || row.pid == held.pid) &&
         held.bytes.meets({row.first, row.last});
}

/// Who took it has ended, and others have the open file.
bool is_left_behind(const HeldLocks::Held& held) {
  return held.kind == KernelLock::Kind::flock && !is_alive(held.pid) &&
         !locks_left_behind(held.file).empty();
}

}  // namespace

void HeldLocks::add(Held lock) {
  const auto known = std::ranges::find_if(held_, [&](const Held& held) {
    return held.kind == lock.kind && held.file == lock.file && held.pid == lock.pid;
  });
  if (known == held_.end()) return held_.push_back(std::move(lock));
  known->bytes = {std::min(known->bytes.first, lock.bytes.first),
                  std::max(known->bytes.last, lock.bytes.last)};
}

void HeldLocks::taken_over(const Held& lock) {
  if (lock.kind != Kind::description) return;
  for (Held& held : held_) {
    held.over = held.over || (held.kind == lock.kind && held.file == lock.file &&
                              held.process != lock.process && held.bytes.meets(lock.bytes));
  }
}

const HeldLocks::Held* HeldLocks::sharer(const Held& lock) const {
  const auto found = std::ranges::find_if(held_, [&](const Held& held) {
    return held.kind == Kind::flock && lock.kind == Kind::flock && held.file == lock.file &&
           held.pid != lock.pid && held.exclusive && lock.exclusive;
  });
  return found == held_.end() ? nullptr : &*found;
}

std::vector<HeldLocks::Held> HeldLocks::take_gone() {
  const std::vector<KernelLock> rows = kernel_locks();
  std::vector<Held> gone;
  std::erase_if(held_, [&](const Held& held) {
    const bool in_table =
        std::ranges::any_of(rows, [&](const KernelLock& row) { return same_lock(held, row); });
    const bool there = !held.over && (in_table || is_left_behind(held));
    if (!there) gone.push_back(held);
    return !there;
  });
  return gone;
}

}  // namespace procdemo::run
