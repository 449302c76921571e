// Stops at probes: steps like calls, though the kernel reports them as signals.
//
// What SIGTRAP does in the program is put right before it is held, see trap_state.h. Where that
// takes a call in the program's name, the task goes on once more before: to the call's entry and
// end.
#include <sys/ptrace.h>

#include "observe/memory.h"
#include "observe/observation.h"
#include "observe/trap_state.h"

namespace procdemo {

namespace {

constexpr std::uint64_t everything = ~0ull;

// The kernel has put this disposition back to the default.
bool is_undone(const SignalAction& action, bool blocked) {
  const bool ignored = action.handler == 1;  // SIG_IGN
  return ignored || (action.handler != 0 && blocked);
}

}  // namespace

// A trap of ours is no signal of anybody's: the program never hears of it. SIGTRAP that the program
// was sent while it has it blocked is for the kernel one and the same with ours, which it lets
// through.
bool Observation::stopped_at_probe(Task& task, const siginfo_t& info) {
  if (info.si_signo != SIGTRAP || !task.process->probes) return false;
  const bool sent_before = info.si_code != SI_KERNEL;
  if (sent_before && !task.trap_blocked) return false;
  if (!task.registers.read(task.tid)) return false;
  task.probe = Probes::passed(*task.process, task.registers.instruction());
  if (!task.probe) return false;
  if (sent_before) send_trap_again(task, info.si_pid);
  if (!begin_mending(task)) hold_at_probe(task);
  return true;
}

void Observation::send_trap_again(Task& task, pid_t sender) {
  forged_[{task.process->pid, SIGTRAP}] = {name_of(sender), sender};
  signal(task, SIGTRAP);
  set_signal_mask(task.tid, signal_mask_of(task.tid) | only_trap);
}

// The call is made with everything blocked, so that nothing comes between. Its argument lies where
// nothing of the program's can be.
bool Observation::begin_mending(Task& task) {
  const Process& process = *task.process;
  const std::uint64_t instruction = process.call_instruction;
  if (!is_undone(process.trap_action, task.trap_blocked) || instruction == 0) return false;
  const std::uint64_t below = task.registers.stack() - red_zone() - sizeof(SignalAction);
  if (!write_value(task.tid, below, process.trap_action)) return false;
  task.mending = true;
  task.mask_before = signal_mask_of(task.tid);
  set_signal_mask(task.tid, everything);
  Registers call = task.registers;
  call.make_call(instruction, number_of(Call::rt_sigaction),
                 {SIGTRAP, below, 0, sizeof everything});
  call.write(task.tid);
  resume(task);
  return true;
}

void Observation::end_mending(Task& task) {
  task.mending = false;
  task.registers.write(task.tid);
  set_signal_mask(task.tid, task.mask_before);
  hold_at_probe(task);
}

void Observation::hold_at_probe(Task& task) {
  if (task.trap_blocked) set_signal_mask(task.tid, signal_mask_of(task.tid) | only_trap);
  hold(task, "probe", Held::at_probe);
}

void Observation::pass_probe(Task& task) {
  const ProbeSite& site = *std::exchange(task.probe, nullptr);
  look_at_variables(task);
  if (Probes::is_told(site)) {
    emit(task, event::Probe{site.provider, site.name,
                            Probes::arguments(task.tid, *task.process, task.registers, site)});
  }
  resume(task);
}

}  // namespace procdemo
