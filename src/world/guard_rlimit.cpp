// The guard "rlimit": RLIMIT_NPROC of setrlimit(2), as many more tasks as this user has now.
#include <sys/resource.h>

#include <algorithm>

#include "base/child.h"
#include "base/fd.h"
#include "world/guard_kinds.h"

namespace procdemo::world {
namespace {

bool set_soft_limit(rlim_t tasks, rlim_t hard) {
  const rlimit limit{tasks, hard};
  return ::setrlimit(RLIMIT_NPROC, &limit) == 0;
}

bool can_fork() {
  try {
    Child::run(kill_at_once, [] { return 0; }).wait();
    return true;
  } catch (const std::system_error&) {
    return false;
  }
}

// Whether this process can fork when its user may have at most so many tasks.
bool can_fork_within(rlim_t tasks, rlim_t hard) {
  return set_soft_limit(tasks, hard) && can_fork();
}

// What the kernel counts is asked of the kernel: /proc does not show a user's tasks in other
// containers, which it counts too. The smallest limit that lets this process fork is all tasks,
// this process and its child among them.
std::int64_t tasks_by_bisection() {
  rlimit now;
  if (::getrlimit(RLIMIT_NPROC, &now) != 0) return -1;
  rlim_t too_few = 0, enough = std::min<rlim_t>(now.rlim_max, 1 << 22);  // the most PIDs there are
  if (!can_fork_within(enough, now.rlim_max)) return -1;
  while (enough - too_few > 1) {
    const rlim_t middle = (too_few + enough) / 2;
    (can_fork_within(middle, now.rlim_max) ? enough : too_few) = middle;
  }
  return static_cast<std::int64_t>(enough) - 2;
}

// In a child, for its limit changes on the way.
std::int64_t tasks_of_this_user() {
  Pipe told = Pipe::make();
  Child child = Child::run(kill_at_once, [&] {
    const std::int64_t tasks = tasks_by_bisection();
    return ::write(told.write_end.get(), &tasks, sizeof tasks) == sizeof tasks ? 0 : 1;
  });
  told.write_end.reset();
  std::int64_t tasks = -1;
  const ssize_t got = ::read(told.read_end.get(), &tasks, sizeof tasks);
  child.wait();
  errno = EAGAIN;
  return check("fork", got == sizeof tasks ? tasks : -1);
}

class RlimitGuard : public Guard {
 public:
  explicit RlimitGuard(std::int64_t processes) : processes_(processes) {
    errno = EPERM;
    check("RLIMIT_NPROC", nproc_binds() ? 0 : -1);
  }

  std::string name() const override { return "rlimit"; }
  std::optional<std::int64_t> bound() const override { return processes_; }

  pid_t fork() override {
    limit_ = tasks_of_this_user() + processes_;
    return fork_released();
  }

  int enter() override { return limit_nproc(limit_); }
  bool can_kill() const override { return false; }
  void kill_all() override {}  // which of this user's processes are inside, the kernel can't tell

 private:
  std::int64_t processes_;
  std::int64_t limit_ = 0;
};

}  // namespace

bool nproc_binds() {
  return Child::run(kill_at_once, [] {
           return limit_nproc(0) == 0 && can_fork() ? 1 : 0;
         }).wait() == WaitStatus::of_exit(0);
}

int limit_nproc(std::int64_t tasks) {
  rlimit limit;
  if (::getrlimit(RLIMIT_NPROC, &limit) != 0) return errno;
  limit.rlim_max = std::min(limit.rlim_max, static_cast<rlim_t>(tasks));
  limit.rlim_cur = limit.rlim_max;
  return ::setrlimit(RLIMIT_NPROC, &limit) == 0 ? 0 : errno;
}

std::unique_ptr<Guard> make_rlimit_guard(std::int64_t processes) {
  return std::make_unique<RlimitGuard>(processes);
}

}  // namespace procdemo::world
