#include "world/inside/run_pids.h"

#include <algorithm>
#include <string>

#include "world/inside/inside.h"

namespace procdemo::world {
namespace {

void count_on_from(const Fd& file, pid_t last) {
  const std::string text = std::to_string(last);
  [[maybe_unused]] const ssize_t done = ::pwrite(file.get(), text.data(), text.size(), 0);
}

Fd open_last() {
  return Fd(::open("/proc/sys/kernel/ns_last_pid", O_WRONLY | O_CLOEXEC));
}

constexpr pid_t before_ours = 299;  // where the kernel itself begins again (proc(5), pid_max)

}  // namespace

void count_own_pids() {
  count_on_from(open_last(), before_ours);
}

RunPids::RunPids(bool wanted) {
  if (!wanted || !is_inside()) return;
  last_ = open_last();
}

void RunPids::run_makes_one() {
  if (!last_) return;
  count_on_from(last_, latest_);
  expected_ = true;
}

void RunPids::was_made(pid_t pid) {
  if (!last_) return;
  latest_ = std::max(latest_, pid);
  if (std::exchange(expected_, false)) count_on_from(last_, before_ours);
}

}  // namespace procdemo::world
