#include "engine/controlled/may_still_end.h"

#include <algorithm>
#include <csignal>
#include <cstdint>
#include <filesystem>
#include <string>
#include <system_error>

#include "base/procfs.h"
#include "base/text/lines.h"
#include "base/text/scratch_name.h"
#include "engine/controlled/outside.h"
#include "syscalls/opening_fifo.h"
#include "syscalls/waits_for.h"

namespace procdemo::engine {

namespace {

constexpr std::uint64_t bit_of(int signal) {
  return std::uint64_t{1} << (signal - 1);
}

// What is sent on purpose, and comes from nobody who stands still himself: SIGCHLD and SIGALRM do.
constexpr std::uint64_t sent_by_somebody = bit_of(SIGHUP) | bit_of(SIGINT) | bit_of(SIGQUIT) |
                                           bit_of(SIGTERM) | bit_of(SIGUSR1) | bit_of(SIGUSR2);
constexpr std::uint64_t real_time = ~(bit_of(34) - 1);  // without the two that glibc uses itself

// CPython has a handler of SIGINT from its beginning, and ignores these two.
bool is_like_python(const ProcStatus& status) {
  constexpr std::uint64_t ignored = bit_of(SIGPIPE) | bit_of(SIGXFSZ);
  return (status.ignored & ignored) == ignored;
}

bool handles_signals(const Task& task) {
  const auto status = proc_status(task.tid);
  if (!status) return false;
  std::uint64_t handled = status->caught & ~status->blocked & (sent_by_somebody | real_time);
  if (is_like_python(*status)) handled &= ~bit_of(SIGINT);
  return handled != 0;
}

bool handles_signals(const std::vector<Task*>& tasks, const Name& name) {
  return std::ranges::any_of(tasks, [&](const Task* task) {
    return (task->name == name || task->process->name == name) && handles_signals(*task);
  });
}

bool awaits_signals(const Task& task) {
  return std::ranges::any_of(awaited_descriptors(task), [&](int fd) {
    return descriptor_target(task.tid, fd) == "anon_inode:[signalfd]";
  });
}

// A handler may write, read or post, where it has what that takes; nobody gives a lock back there.
bool may_be_signalled(const std::vector<Task*>& tasks, const Task& task, const std::string& needs,
                      const std::string& helpers) {
  if (awaits_signals(task)) return true;
  const bool polls = waits_for<wait::Readiness>(task);  // and is interrupted by any
  const bool anybodys = needs == "post" || needs == "add";
  if ((polls || anybodys) && handles_signals(task)) return true;
  if (needs.empty() && !polls) return false;
  return std::ranges::any_of(split(helpers, ", "), [&](const std::string& helper) {
    return handles_signals(tasks, Name(helper));
  });
}

// Nobody outside knows what lies in a folder of the run's own.
bool may_be_known_outside(RunState& run, const Task& task, const std::string& path) {
  std::error_code gone;
  const auto folder =
      std::filesystem::read_symlink("/proc/" + std::to_string(task.tid) + "/cwd", gone);
  const std::string whole = (folder / path).string();
  return !find_scratch_name(whole) && !is_in_runs_own_folder(whole, run);
}

// Where one of the run waits for another FIFO, it is perhaps they who have missed each other.
bool may_be_opened(RunState& run, const std::vector<Task*>& tasks, const Task& task) {
  const auto fifo = opening_fifo(task);
  if (!fifo || !may_be_known_outside(run, task, fifo->path)) return false;
  return std::ranges::all_of(tasks, [&](const Task* other) {
    const auto others = opening_fifo(*other);
    const bool same = others && others->path == fifo->path && others->writing == fifo->writing;
    return same || other->phase == Phase::exiting || waits_for<wait::Child>(*other);
  });
}

}  // namespace

void state_what_may_still_end(RunState& run, const std::vector<Task*>& tasks,
                              const event::Deadlock& deadlock) {
  for (const Task* task : tasks) {
    const auto found = std::ranges::find(deadlock.waiting, task->name);
    const auto at = static_cast<std::size_t>(found - deadlock.waiting.begin());
    if (at == deadlock.waiting.size()) continue;
    const std::string needs = deadlock.needs ? (*deadlock.needs)[at] : "";
    const bool may = may_be_signalled(tasks, *task, needs, deadlock.held_by[at]) ||
                     may_be_opened(run, tasks, *task);
    if (may) run.log.state(*task, fact::MayStillEnd{});
  }
}

}  // namespace procdemo::engine
