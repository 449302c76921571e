// The guard "cgroup": the fence itself, with pids.max.
#include "world/fence.h"
#include "world/guard_kinds.h"

namespace procdemo::world {
namespace {

class CgroupGuard : public Guard {
 public:
  explicit CgroupGuard(std::int64_t processes)
      : processes_(processes), fence_(Fence::Counts::needed) {
    fence_.bound_tasks(processes);
  }

  std::string name() const override { return "cgroup"; }
  std::optional<std::int64_t> bound() const override { return processes_; }
  pid_t fork() override { return fence_.fork(fork_released); }
  int enter() override { return 0; }
  bool can_kill() const override { return true; }
  void kill_all() override { fence_.kill_all(); }
  Fence* fence() override { return &fence_; }

 private:
  std::int64_t processes_;
  Fence fence_;
};

}  // namespace

std::unique_ptr<Guard> make_cgroup_guard(std::int64_t processes) {
  return std::make_unique<CgroupGuard>(processes);
}

}  // namespace procdemo::world
