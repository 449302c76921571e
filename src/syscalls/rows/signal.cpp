// Calls that send signals (kill(2), tgkill(2), pidfd_send_signal(2)).
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <climits>
#include <csignal>

#include "base/procfs.h"
#include "base/signal_names.h"
#include "run/run_state.h"
#include "syscalls/call_text.h"
#include "syscalls/intentions.h"
#include "syscalls/rows/refusals.h"
#include "syscalls/rows/targets.h"
#include "tracee/memory.h"
#include "tracee/pidfd.h"
#include "world/own_processes.h"

namespace procdemo::syscalls {

namespace {

// Of a process that is killed the kernel does not say by whom.
void remember_killer(const Task& task, int signal, Process& target) {
  if (signal == SIGKILL && target.killed_by.empty()) target.killed_by = task.process->name;
}

void tell_kill(RunState& run, Task& task, int signal, const std::string& target) {
  if (signal != 0) run.log.emit(task, event::Kill{signal_name(signal), target});
}

// A target inside the run is told at once: what the signal does to it comes after. Whether one
// outside could be reached only the result says.
Then send_to(RunState& run, Task& task, int signal, pid_t seen) {
  if (is_own(run, task, seen)) return refuse_own(run, task);
  if (Process* const target = run.family.by_seen_pid(seen)) {
    remember_killer(task, signal, *target);
    tell_kill(run, task, signal, target->name);
    return Then::go_on;
  }
  task.call->remembered = SentSignal{signal, seen};
  return Then::see_result;
}

void end_kill_outside(RunState& run, Task& task) {
  const auto* sent = std::get_if<SentSignal>(&task.call->remembered);
  const bool arrived = sent && task.registers.result() == 0;
  if (arrived) tell_kill(run, task, sent->signal, std::to_string(sent->target));
}

bool in_group(pid_t pid, pid_t group) {
  const auto stat = proc_stat(pid);
  return stat && stat->pgid == group;
}

// kill(2) with 0, -1 or a group could reach processes that have nothing to do with the run: the
// shell that started procdemo is in its group. So procdemo sends the signal itself, to each process
// of the run that it would reach, and to nobody else.
Then send_to_many(RunState& run, Task& task, int signal, pid_t target) {
  const pid_t own = task.process->pid;
  const auto own_stat = proc_stat(own);
  const pid_t group = target == 0 && own_stat ? own_stat->pgid : -target;
  std::vector<Process*> reached;
  for (const auto& [tid, other] : run.family.tasks()) {
    if (tid != other.process->pid) continue;
    const bool meant = target == -1 ? tid != own : in_group(tid, group);
    if (meant) reached.push_back(other.process);
  }
  std::ranges::sort(reached, {}, &Process::name);
  run.log.note(task, "kill-group");
  tell_kill(run, task, signal, target == -1 ? "everyone" : "group");
  for (Process* process : reached) {
    remember_killer(task, signal, *process);
    if (signal != 0) run.signals.forge(*process, signal, {task.process->name, task.process->seen});
    run.signals.send(*process, signal);
  }
  return answer(task, reached.empty() ? -ESRCH : 0);
}

Then enter_kill(RunState& run, Task& task) {
  const auto target = task.registers.int_argument(0);
  const int signal = task.registers.int_argument(1);
  if (signal < 0 || signal > SIGRTMAX) return Then::go_on;  // EINVAL, says the kernel
  if (target == INT_MIN) return Then::go_on;                // ESRCH: there is no such group
  return target > 0 ? send_to(run, task, signal, target) : send_to_many(run, task, signal, target);
}

// A thread's id: what is told is the process that it belongs to.
Then send_to_thread(RunState& run, Task& task, pid_t tid, int signal) {
  if (is_own(run, task, tid)) return refuse_own(run, task);
  const Task* thread = run.family.task(tid);
  return send_to(run, task, signal, thread ? thread->process->seen : tid);
}

Then enter_tkill(RunState& run, Task& task) {
  return send_to_thread(run, task, task.registers.int_argument(0), task.registers.int_argument(1));
}

Then enter_tgkill(RunState& run, Task& task) {
  if (is_own(run, task, task.registers.int_argument(1))) return refuse_own(run, task);
  return send_to(run, task, task.registers.int_argument(2), task.registers.int_argument(0));
}

Then enter_sigqueue(RunState& run, Task& task) {
  return send_to(run, task, task.registers.int_argument(1), task.registers.int_argument(0));
}

Then enter_tgsigqueue(RunState& run, Task& task) {
  return enter_tgkill(run, task);
}

// --- pidfd_send_signal ---

constexpr std::uint64_t to_thread = 1, to_process = 2, to_group = 4;  // PIDFD_SIGNAL_...

// Whether a sender may say that of its signal (rt_sigqueueinfo(2)): nobody else than a process
// itself may pretend that the kernel, or kill(2), has sent it.
bool may_say(const Task& task, std::uint64_t information, pid_t target) {
  if (information == 0 || target == task.process->pid) return true;
  const auto said = read_value<siginfo_t>(task, information);
  return said && said->si_code < 0 && said->si_code != SI_TKILL;
}

// Between our look at a descriptor and the kernel's, another thread could put another one in its
// place. So the kernel gets a number, that of the process that the descriptor is for, in a
// register.
Then send_by_number(RunState& run, Task& task, pid_t pid, bool thread) {
  const std::uint64_t signal = task.registers.argument(1), info = task.registers.argument(2);
  const auto status = proc_status(pid);
  const auto seen = seen_by(task, pid);
  const auto leader = status ? seen_by(task, status->tgid) : std::nullopt;
  if (!seen || !leader) return answer(task, -ESRCH);
  const auto id = static_cast<std::uint64_t>(*seen), process = static_cast<std::uint64_t>(*leader);
  if (Process* const target = run.family.by_pid(status->tgid)) {
    if (may_say(task, info, pid)) {
      remember_killer(task, static_cast<int>(signal), *target);
      tell_kill(run, task, static_cast<int>(signal), target->name);
    }
  } else {
    task.call->remembered = SentSignal{static_cast<int>(signal), *leader};
  }
  if (thread && info == 0) return replace(task, SYS_tgkill, {process, id, signal});
  if (thread) return replace(task, SYS_rt_tgsigqueueinfo, {process, id, signal, info});
  if (info == 0) return replace(task, SYS_kill, {process, signal});
  return replace(task, SYS_rt_sigqueueinfo, {process, signal, info});
}

Then enter_pidfd_send_signal(RunState& run, Task& task) {
  const int fd = task.registers.int_argument(0);
  const int signal = task.registers.int_argument(1);
  const std::uint64_t how = task.registers.argument(3) & 0xFFFFFFFF;
  const auto target = target_of_pidfd(task.tid, fd);
  if (!target) return answer(task, -EBADF);
  if (target->pid <= 0) return answer(task, target->pid == 0 ? -EINVAL : -ESRCH);
  if (signal < 0 || signal > SIGRTMAX) return answer(task, -EINVAL);
  if (how != 0 && how != to_thread && how != to_process && how != to_group) {
    return answer(task, -EINVAL);
  }
  if (!run.family.task(target->pid) && is_procdemo(target->pid)) return refuse_own(run, task);
  if (how != to_group) {
    return send_by_number(run, task, target->pid, how == 0 ? target->thread : how == to_thread);
  }
  const auto stat = proc_stat(target->pid);
  return stat ? send_to_many(run, task, signal, -stat->pgid) : answer(task, -ESRCH);
}

// A message sends the signal, at a moment that another process chooses.
Then enter_mq_notify(RunState& run, Task&) {
  if (run.controlled()) run.entangled = true;
  return Then::go_on;
}

}  // namespace

std::vector<Syscall> signal_calls() {
  const auto sending = [](std::string_view name, TouchRule touches, auto entry,
                          bool (*asks)(const Arguments&), ArgumentWriters arguments) {
    return Syscall{.name = name,
                   .touches = touches,
                   .handlers = {{.entry = entry, .end = end_kill_outside}},
                   .may_signal = true,
                   .asks = asks,
                   .arguments = std::move(arguments)};
  };
  Syscall kill =
      sending("kill", touch::signalled, enter_kill, is_null_signal<1>, {{as::number, as::signal}});
  kill.intends = intend::kill;
  return {
      kill,
      sending("tkill", touch::everything, enter_tkill, is_null_signal<1>,
              {{as::number, as::signal}}),
      sending("tgkill", touch::everything, enter_tgkill, is_null_signal<2>,
              {{as::number, as::number, as::signal}}),
      sending("rt_sigqueueinfo", touch::everything, enter_sigqueue, is_null_signal<1>,
              {{as::number, as::signal, as::pointer}}),
      sending("rt_tgsigqueueinfo", touch::everything, enter_tgsigqueue, is_null_signal<2>,
              {{as::number, as::number, as::signal, as::pointer}}),
      {.name = "pidfd_send_signal",
       .touches = touch::signalled_by_pidfd,
       .handlers = {{.entry = enter_pidfd_send_signal, .leave = end_kill_outside}},
       .refusals = {hidden_descriptor()},
       .may_signal = true,
       .number = 424,
       .arguments = {{as::descriptor, as::signal, as::pointer, as::hex}}},
      {.name = "mq_notify", .touches = touch::everything, .handlers = {{.entry = enter_mq_notify}}},
  };
}

}  // namespace procdemo::syscalls
