// Calls that change what SIGTRAP does, see trap_state.h.
#include <sys/ptrace.h>

#include "base/procfs.h"
#include "run/locks/lock_table.h"
#include "run/run_state.h"
#include "syscalls/arguments/flag_names.h"
#include "syscalls/call_text.h"
#include "syscalls/rows/rows.h"
#include "syscalls/trap_state.h"
#include "tracee/memory.h"

namespace procdemo::syscalls {

namespace {

Then enter_sigprocmask(RunState&, Task& task) {
  const auto set = read_value<std::uint64_t>(task, task.registers.argument(1));
  if (!set) return Then::go_on;
  const int how = task.registers.int_argument(0);
  const bool named = *set & only_trap;
  if (how == SIG_SETMASK) task.trap_blocked = named;
  if (named && how != SIG_SETMASK) task.trap_blocked = how == SIG_BLOCK;
  return Then::go_on;
}

// A C library blocks all signals while it makes or ends a thread, and newer ones while they fork:
// no step of its program's author. It is told by two signals of its own, which sigprocmask(3) lets
// nobody block (nptl(7)); where it blocks all but those, as in raise(3), by its place.
constexpr std::uint64_t librarys_own = 3ull << 31;  // 32 and 33

bool blocks_or_unblocks_all(const Task& task) {
  const int how = task.registers.int_argument(0);
  if (how == SIG_UNBLOCK) return false;
  const auto mask = how == SIG_BLOCK ? read_value<std::uint64_t>(task, task.registers.argument(1))
                                     : std::optional(signal_mask_of(task.tid));
  return mask && (*mask & librarys_own) == librarys_own;
}

bool is_made_by_library(const Task& task) {
  if (blocks_or_unblocks_all(task)) return true;
  const auto& locks = task.process->image.locks;
  if (!locks || locks->table->masks.begin == 0) return false;
  const std::uint64_t at = task.registers.instruction() - locks->bias;
  return at < locks->table->masks.begin || at > locks->table->masks.end;
}

bool masks_alone(RunState& run, const Task& task) {
  return is_first_alone(run, task) || is_made_by_library(task);
}

Then enter_sigaction(RunState&, Task& task) {
  const std::uint64_t action = task.registers.argument(1);
  if (action == 0 || task.registers.int_argument(0) != SIGTRAP) return Then::go_on;
  const auto asked = read_value<SignalAction>(task, action);
  if (asked) task.call->remembered = *asked;
  return Then::see_result;
}

void end_sigaction(RunState&, Task& task) {
  const auto* asked = std::get_if<SignalAction>(&task.call->remembered);
  if (asked && task.registers.result() == 0) task.process->image.trap_action = *asked;
}

}  // namespace

std::uint64_t signal_mask_of(pid_t tid) {
  std::uint64_t mask = 0;
  ::ptrace(PTRACE_GETSIGMASK, tid, sizeof mask, &mask);
  return mask;
}

void set_signal_mask(pid_t tid, std::uint64_t mask) {
  ::ptrace(PTRACE_SETSIGMASK, tid, sizeof mask, &mask);
}

void look_at_trap_mask(Task& task) {
  task.trap_blocked = signal_mask_of(task.tid) & only_trap;
}

void look_at_traps(Task& task) {
  task.process->image.call_instruction = task.registers.call_instruction();
  look_at_trap_mask(task);
}

void trap_executed(Task& task) {
  const auto status = proc_status(task.tid);
  const bool ignored = status && in_mask(status->ignored, SIGTRAP);
  task.process->image.trap_action = {.handler = ignored ? 1u : 0u};
  task.process->image.call_instruction = 0;
  look_at_trap_mask(task);
}

namespace {

bool in_runs_with_probes(const Needs& needs) {
  return needs.probes;
}
bool in_runs_with_masks(const Needs& needs) {
  return needs.masks;
}

}  // namespace

std::vector<Syscall> trap_calls() {
  const Trap any = argument_not_zero(1);
  return {
      {.name = "rt_sigaction",
       .touches = touch::signal_action,
       .handlers = {{.in = in_explored_runs,
                     .trap = any,
                     .entry = enter_sigaction,
                     .end = end_sigaction,
                     .alone = is_first_alone},
                    {.in = in_runs_with_probes,
                     .trap = argument_is(0, {SIGTRAP}),
                     .entry = enter_sigaction,
                     .end = end_sigaction,
                     .alone = is_alone}},
       .sets_action = true,
       .arguments = {{as::signal, as::signal_action, as::action_told, as::size}}},
      {.name = "rt_sigprocmask",
       .touches = touch::nothing,
       .handlers =
           {{.in = in_explored_runs, .trap = any, .entry = enter_sigprocmask, .alone = masks_alone},
            {.in = in_runs_with_masks, .trap = any, .entry = enter_sigprocmask, .alone = is_alone}},
       .arguments = {{as::one_of<flag_names::signal_mask>, as::signal_set, as::signals_told,
                      as::size}}},
  };
}

}  // namespace procdemo::syscalls
