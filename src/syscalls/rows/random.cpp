// Randomness in a controlled run: the kernel's is answered from the schedule's seed, so that the
// same run draws the same numbers. What a processor's own instruction gives, nobody can answer for.
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <algorithm>
#include <cerrno>

#include <fmt/core.h>

#include "base/procfs.h"
#include "run/run_state.h"
#include "syscalls/rows/transfer.h"
#include "tracee/memory.h"

namespace procdemo::syscalls {

namespace {

constexpr std::size_t most_random = 1 << 20;  // getrandom(2) may give fewer than it was asked for

Then enter_getrandom(RunState& run, Task& task) {
  const std::size_t size = std::min<std::uint64_t>(task.registers.argument(1), most_random);
  return answer_random(run, task, task.registers.argument(0), size);
}

}  // namespace

Then answer_random(RunState& run, Task& task, std::uint64_t address, std::size_t size) {
  const std::string bytes = run.random_bytes(*task.process, size);
  if (!write_memory(task, address, bytes.data(), size)) {
    return answer(task, -EFAULT);
  }
  return answer(task, static_cast<std::int64_t>(size));
}

bool is_random_device(pid_t tid, int fd) {
  struct stat facts;
  if (!stat_descriptor(tid, fd, facts)) return false;
  const bool device = S_ISCHR(facts.st_mode) && major(facts.st_rdev) == 1;
  return device && (minor(facts.st_rdev) == 8 || minor(facts.st_rdev) == 9);  // random, urandom
}

std::vector<Syscall> random_calls() {
  return {{.name = "getrandom",
           .touches = touch::nothing,
           .handlers = {{.in = in_controlled_runs, .entry = enter_getrandom, .alone = is_alone}}}};
}

}  // namespace procdemo::syscalls
