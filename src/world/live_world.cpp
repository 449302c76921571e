#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <set>
#include <system_error>

#include "base/procfs.h"
#include "world/fence.h"
#include "world/guard.h"
#include "world/guard_kinds.h"
#include "world/inside/run_pids.h"
#include "world/mark.h"
#include "world/memory.h"
#include "world/memory_guest.h"
#include "world/world.h"

namespace procdemo::world {
namespace {

// Never raised: whoever runs procdemo may have bounded it already.
int limit_file_size(std::int64_t bytes) {
  rlimit limit;
  if (::getrlimit(RLIMIT_FSIZE, &limit) != 0) return errno;
  limit.rlim_max = std::min(limit.rlim_max, static_cast<rlim_t>(bytes));
  limit.rlim_cur = std::min(limit.rlim_cur, limit.rlim_max);
  return ::setrlimit(RLIMIT_FSIZE, &limit) == 0 ? 0 : errno;
}

class LiveWorld : public World {
 public:
  explicit LiveWorld(const Wishes& wishes)
      : limits_(wishes.limits),
        memory_(wishes.limits.memory_here()),
        observed_(wishes.observed),
        controlled_(wishes.controlled),
        mark_(wishes.controlled ? mark_of_controlled_runs() : own_mark()) {
    if (wishes.guarded) find_guard(wishes.guard);
    find_fence(wishes.fence);
  }

  pid_t fork() override {
    if (guard_ && guard_->fence()) return remember(fork_first());
    if (fence_) {
      const pid_t pid = fence_->fork([this] { return fork_first(); });
      if (pid >= 0 || guard_) return remember(pid);
      do_without_fence();  // a cgroup that may be made but not entered
    }
    return remember(fork_first());
  }

  // A guard may have more to do before there is a program than a guest of our memory could.
  pid_t start(const std::function<void()>& become) override {
    if (guard_) {
      const pid_t pid = fork();
      if (pid == 0) become();
      return pid;
    }
    if (fence_) {
      const pid_t pid =
          fence_->start([this](const auto& inside) { return invite(inside); }, become);
      if (pid >= 0) return remember(pid);
      do_without_fence();
    }
    return remember(invite(become));
  }

  int enter() override {
    if (observed_) put_mark(mark_);
    if (const int error = limit_file_size(limits_.file)) return error;
    return guard_ ? guard_->enter() : 0;
  }

  std::vector<pid_t> inside() override {
    return without_helpers(fence() ? fence()->members() : search());
  }

  bool can_kill() const override { return fence() || (guard_ && guard_->can_kill()); }

  void kill_all() override {
    if (guard_) guard_->kill_all();
    if (fence_) fence_->kill_all();
  }

  bool out_of_memory(const std::vector<pid_t>& known) override {
    if (memory_counted_) return fence()->ran_out_of_memory();
    return memory_of(known, memory_) > memory_;
  }

  std::string guard() const override { return guard_ ? guard_->name() : ""; }

  std::optional<std::int64_t> most_tasks() const override {
    return guard_ ? guard_->bound() : std::nullopt;
  }

 private:
  void find_guard(const std::string& wanted) {
    if (observed_ || !wanted.empty()) {
      guard_ = make_guard(limits_.processes, wanted);
      return;
    }
    for (const char* const name : {"cgroup", "pid-namespace", "rlimit"}) {
      if ((guard_ = make_guard(limits_.processes, name))) return;
    }
  }

  std::vector<pid_t> search() const {
    return observed_ ? find_marked(mark_, first_, since_) : descendants_of(::getpid());
  }

  // A user who can make none does without: that is no failure. Where there is no guard, fork()
  // finds out whether the fence may be entered; a guard forks only once.
  void find_fence(const std::optional<Fence*>& given) {
    if (!fence()) {
      fence_ = given ? *given : make_fence();
      if (guard_ && fence_ && !fence_->lets_in()) do_without_fence();
    }
    memory_counted_ = fence() && fence()->bound_memory(memory_);
  }

  Fence* make_fence() try {
    own_fence_ = std::make_unique<Fence>(Fence::Counts::if_possible);
    return own_fence_.get();
  } catch (const std::system_error&) {
    return nullptr;
  }

  void do_without_fence() {
    fence_ = nullptr;
    own_fence_.reset();
    memory_counted_ = false;
  }

  Fence* fence() const {
    if (guard_ && guard_->fence()) return guard_->fence();
    return fence_;
  }

  // In a PID namespace of its own a live run counts on from its first process. (A guard that is one
  // has numbers of its own, which the program sees.)
  pid_t fork_first() const {
    RunPids pids(true);
    pids.run_makes_one();
    const pid_t pid = guard_ ? guard_->fork() : fork_released();
    if (pid > 0 && controlled_) pids.was_made(pid);
    return pid;
  }

  pid_t invite(const std::function<void()>& become) {
    RunPids pids(true);
    guest_.reset();
    guest_.emplace([&] { pids.run_makes_one(); }, become);
    if (controlled_) pids.was_made(guest_->pid());
    return guest_->pid();
  }

  // Nobody of the run is older than its first process.
  pid_t remember(pid_t pid) {
    if (pid <= 0) return pid;
    first_ = pid;
    if (const auto stat = proc_stat(pid)) since_ = stat->start_ticks;
    return pid;
  }

  std::vector<pid_t> without_helpers(std::vector<pid_t> pids) const {
    const std::vector<pid_t> helpers = guard_ ? guard_->helpers() : std::vector<pid_t>();
    std::set<pid_t> found(pids.begin(), pids.end());
    for (const pid_t helper : helpers) found.erase(helper);
    return {found.begin(), found.end()};
  }

  Limits limits_;
  std::int64_t memory_;
  bool observed_;
  bool controlled_;
  Mark mark_;
  std::unique_ptr<Guard> guard_;
  std::unique_ptr<Fence> own_fence_;
  Fence* fence_ = nullptr;       // that one, or another's
  bool memory_counted_ = false;  // by the kernel
  pid_t first_ = 0;
  std::uint64_t since_ = 0;  // in ticks since boot
  std::optional<MemoryGuest> guest_;
};

}  // namespace

std::unique_ptr<World> make_live_world(const Wishes& wishes) {
  return std::make_unique<LiveWorld>(wishes);
}

}  // namespace procdemo::world
