#include "world/inside/run_pids.h"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
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

pid_t farthest = keeper_pid;  // that a run has had

// Who is told of input on a descriptor is a number that some process, group or session has, and
// the kernel looks it up where it gives numbers, not among processes (F_SETOWN in fcntl(2), ESRCH).
bool is_free(pid_t pid, const Fd& descriptor) {
  const f_owner_ex owner = {F_OWNER_PID, pid};
  return ::fcntl(descriptor.get(), F_SETOWN_EX, &owner) != 0 && errno == ESRCH;
}

constexpr pid_t before_ours = 299;  // where the kernel itself begins again (proc(5), pid_max)

}  // namespace

void count_own_pids() {
  count_on_from(open_last(), before_ours);
}

bool are_run_pids_free() {
  const Pipe any = Pipe::make();
  for (pid_t pid = first_pid; pid <= farthest; ++pid) {
    if (!is_free(pid, any.read_end)) return false;
  }
  farthest = keeper_pid;
  return true;
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
  farthest = std::max(farthest, latest_);
  if (std::exchange(expected_, false)) count_on_from(last_, before_ours);
}

}  // namespace procdemo::world
