// Calls that make processes.
#include <fcntl.h>
#include <sched.h>

#include <algorithm>
#include <cerrno>
#include <csignal>

#include "base/procfs.h"
#include "run/run_state.h"
#include "syscalls/arguments/flag_names.h"
#include "syscalls/call_text.h"
#include "syscalls/changed_argument.h"
#include "syscalls/file_access.h"
#include "syscalls/intentions.h"
#include "syscalls/rows/rows.h"
#include "tracee/mappings.h"
#include "tracee/memory.h"

namespace procdemo::syscalls {

namespace {

// --- fork, vfork, clone ---

Then fork_with(RunState& run, Task& task, std::uint64_t flags, std::string_view name) {
  if (!run.grant_fork(task, std::string(name))) {
    return answer(task, -EAGAIN);
  }
  task.fork = UntoldFork{.flags = flags, .call = name};
  state_copied_wide(run, task);
  if (!(flags & CLONE_VM)) task.fork->unwritten = run.stdio.unwritten(task);
  return Then::see_result;
}

Then enter_fork(RunState& run, Task& task) {
  return fork_with(run, task, SIGCHLD, "fork");
}

Then enter_vfork(RunState& run, Task& task) {
  return fork_with(run, task, CLONE_VFORK | CLONE_VM | SIGCHLD, "vfork");
}

// The observer needs a helper to read memory that somebody else may run in (memory.h), and there is
// no process left for it: then there is none for the program either.
Then refuse_thread(RunState& run, Task& task) {
  run.log.emit(task, event::Refuse{"clone", "kernel"});
  run.count_refusal(task);
  return answer(task, -EAGAIN);
}

// CLONE_UNTRACED would let the child escape. The call goes on without it also after a signal, for
// which the kernel breaks it off (ERESTARTNOINTR) and makes it anew.
void keep_traced(RunState&, Task& task) {
  const std::uint64_t flags = task.registers.argument(0);
  if ((flags & CLONE_UNTRACED) == 0) return;
  change_argument(task, 0, flags & ~static_cast<std::uint64_t>(CLONE_UNTRACED));
}

Then enter_clone(RunState& run, Task& task) {
  const std::uint64_t flags = task.registers.argument(0);
  const bool shares_memory = (flags & (CLONE_VM | CLONE_VFORK)) == CLONE_VM;
  if (shares_memory && !run.memory.reader.start()) return refuse_thread(run, task);
  keep_traced(run, task);
  if (run.every_step() && shares_state(flags)) run.entangled = true;
  return fork_with(run, task, flags, name_of_clone(flags));
}

// Its flags are in memory, where another thread could change them under us. A C library then makes
// a clone call; whoever does something else is told (CallStops::entered).
Then enter_clone3(RunState&, Task& task) {
  task.asked_for_clone3 = true;
  return answer(task, -ENOSYS);
}

void end_fork(RunState& run, Task& task) {
  const auto fork = std::exchange(task.fork, std::nullopt);
  if (!fork) return;
  run.fork_failed();  // granted, and yet nobody was born: the kernel itself refused
  if (task.registers.result() != -EAGAIN) return;
  run.log.emit(task, event::Refuse{std::string(fork->call), "kernel"});
  run.count_refusal(task);
}

}  // namespace

// Threads share too, but there what they do is one process's; and whoever made a vfork waits.
bool shares_state(std::uint64_t flags) {
  constexpr std::uint64_t shared = CLONE_VM | CLONE_FILES | CLONE_FS;
  return (flags & shared) != 0 && (flags & (CLONE_THREAD | CLONE_VFORK)) == 0;
}

bool makes_thread(std::uint64_t flags) {
  return (flags & CLONE_THREAD) != 0;
}

// glibc's fork() is a clone call without CLONE_VM: it is told by the name under which it is taught.
std::string_view name_of_clone(std::uint64_t flags) {
  const bool as_fork = (flags & (CLONE_VM | CLONE_VFORK | CLONE_THREAD | CLONE_PARENT)) == 0 &&
                       (flags & CSIGNAL) == SIGCHLD;
  return flags & CLONE_VFORK ? "vfork" : as_fork ? "fork" : "clone";
}

std::vector<Syscall> process_calls() {
  return {
      {.name = "fork",
       .touches = touch::nothing,
       .handlers = {{.entry = enter_fork, .end = end_fork}},
       .makes_task = true,
       .intends = intend::fork,
       .arguments = ArgumentWriters(std::in_place)},
      {.name = "vfork",
       .touches = touch::nothing,
       .handlers = {{.entry = enter_vfork, .end = end_fork}},
       .makes_task = true,
       .intends = intend::vfork,
       .arguments = ArgumentWriters(std::in_place)},
      {.name = "clone",
       .touches = touch::made,
       .handlers = {{.entry = enter_clone,
                     .end = end_fork,
                     .leave = put_back_changed,
                     .again = keep_traced}},
       .makes_task = true,
       .intends = intend::clone,
       .arguments = {{{as::clone_arguments, as::clone_told}}}},
      {.name = "clone3",
       .touches = touch::nothing,
       .handlers = {{.entry = enter_clone3, .alone = is_alone}},
       .number = 435},
  };
}

}  // namespace procdemo::syscalls
