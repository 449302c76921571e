#include "engine/stops/signal_stops.h"

#include <sys/ioctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <csignal>

#include "base/procfs.h"
#include "base/signal_names.h"
#include "engine/stops/counter_reads.h"
#include "tracee/task_file.h"
#include "world/stand_in.h"
#include "world/terminal/keyboard.h"

namespace procdemo::engine {

namespace {

bool is_keyboard(int signal) {
  return signal == SIGINT || signal == SIGQUIT || signal == SIGTSTP;
}

// A shell gets very many SIGCHLD.
std::optional<ProcStatus> status_of(Task& task) {
  constexpr std::size_t usual = 4096;  // but a user may be in thousands of groups
  const std::string text = read_again<usual>(task.tid, "status", task.status_file);
  if (text.size() == usual) return proc_status(task.tid);
  return text.empty() ? std::nullopt : std::optional(status_in(text));
}

}  // namespace

// A traced process stops at every signal, also at those that it ignores: alone it would never have
// noticed them. Those are not told, and what they interrupted is put right.
void SignalStops::stopped(Task& task, int signal) {
  siginfo_t info;
  if (::ptrace(PTRACE_GETSIGINFO, task.tid, nullptr, &info) != 0) return resumer_.resume(task);
  if (probes_.stopped(task, info)) return;
  if (read_counter(run_, task, info)) return resumer_.resume(task);
  typed(info);
  const auto status = status_of(task);
  if (!status) return resumer_.resume(task, Resumer::Until::next_stop, signal);
  const bool caught = in_mask(status->caught, signal);
  const bool kept_back =
      (!caught && stops_nobody(task, signal)) || run_.timers.has_gone_off(*task.process, info);
  const bool ignored = kept_back || in_mask(status->without_effect(), signal);
  if (caught) task.polls = 0;                // that may be what it has waited for
  if (!ignored && !turns_.has_turn(task)) {  // another's doing: a step of its own
    return turns_.hold(task, "signal", held::Signal{signal});
  }
  const bool too_large = file_is_too_large(task, info);
  const std::string from = too_large ? "kernel" : sender_of(task, info);
  if (ignored) {
    undo_interruption(task, *status);
  } else {
    run_.log.emit(task, event::Signal{signal_name(signal), from});
    ++task.looks;  // its handler may do what the program does next
    if (caught) end_interrupted_call(task);
    turns_.may_signal = true;  // it may end its process, or stop it: the parent is told
  }
  if (too_large)
    run_.reach_limit(*task.process, "file", static_cast<double>(run_.settings.limits.file));
  resumer_.resume(task, Resumer::Until::next_stop, kept_back ? 0 : signal);
}

// A terminal sends to all of its group. Before a second Ctrl-C comes, procdemo's own is to be seen;
// where it comes later than the program's end it still has interrupted the run.
void SignalStops::typed(const siginfo_t& info) {
  if (info.si_code != SI_KERNEL) return;
  if (is_keyboard(info.si_signo)) signals_.look();
  if (info.si_signo == SIGINT) run_.outcome.interrupted = true;
  const auto user = terminal_state(STDIN_FILENO);
  if (info.si_signo == SIGWINCH && user && !run_.controlled()) run_.outputs.resize(user->size);
}

// Alone and without a shell the program's group would be an orphaned one (setpgid(2)), which no key
// stops: nobody could continue it.
bool SignalStops::stops_nobody(const Task& task, int signal) const {
  if (signal != SIGTSTP && signal != SIGTTIN && signal != SIGTTOU) return false;
  const pid_t first = run_.family.first().pid;
  return !run_.controlled() && ::getpgid(task.tid) == first && !has_shell();
}

// The kernel sends SIGXFSZ (setrlimit(2), RLIMIT_FSIZE) as if the process had sent it to itself. A
// program may have a lower limit of its own: then it is its own affair.
bool SignalStops::file_is_too_large(const Task& task, const siginfo_t& info) const {
  if (info.si_signo != SIGXFSZ || info.si_code != SI_USER || info.si_pid != task.process->seen) {
    return false;
  }
  const auto now = task.registers.now(task.tid);
  if (!now || now->call_number() == SYS_kill) return false;
  rlimit limit;
  return ::prlimit(task.process->pid, RLIMIT_FSIZE, nullptr, &limit) == 0 &&
         limit.rlim_cur >= static_cast<rlim_t>(run_.settings.limits.file);
}

// A handler runs: the calls that never go on after one have ended with EINTR (signal(7)). Whether
// the others go on depends on SA_RESTART; their next stop tells.
void SignalStops::end_interrupted_call(Task& task) {
  if (!task.call || !task.call->interrupted || !task.registers.read(task.tid)) return;
  constexpr int no_handler = -514;
  constexpr int restart_block = -516;
  const std::int64_t result = task.registers.result();
  if (result == no_handler || result == restart_block) calls_.interrupted_for_good(task);
}

// epoll_wait, semtimedop, sigtimedwait and a few others fail with EINTR at once when a signal
// comes, even at one that the program ignores and that would not have woken it alone. The call is
// made again.
void SignalStops::undo_interruption(Task& task, const ProcStatus& status) {
  if (!task.registers.read(task.tid)) return;
  const std::int64_t number = task.registers.call_number();
  if (task.registers.result() != -EINTR || number < 0) return;
  if (status.coming() & status.caught) return;  // that one interrupts in earnest
  if (task.finished && task.finished->number == number) {
    task.call = task.finished;
    task.call->interrupted = true;
  }
  task.registers.repeat(number);
  task.registers.write(task.tid);
}

std::string SignalStops::sender_of(Task& task, siginfo_t& info) {
  const int signal = info.si_signo;
  if (info.si_code <= 0 && info.si_pid == ::getpid()) {
    if (const auto sender = run_.signals.take_forged(*task.process, signal)) {
      info.si_pid = sender->seen;
      ::ptrace(PTRACE_SETSIGINFO, task.tid, nullptr, &info);
      return sender->name;
    }
  }
  if (signal == task.process->parent_death_signal && !run_.family.task(task.process->made_by)) {
    return "kernel";
  }
  if (is_from_interval_timer(info)) {
    ::ptrace(PTRACE_SETSIGINFO, task.tid, nullptr, &info);
    return "kernel";
  }
  if (signal == SIGCHLD && info.si_code > 0) return run_.name_of(info.si_pid);
  if (info.si_code <= 0 && info.si_code != SI_TIMER && info.si_code != SI_MESGQ &&
      info.si_code != SI_ASYNCIO && info.si_code != SI_SIGIO) {
    return run_.name_of(info.si_pid);
  }
  return info.si_code == SI_KERNEL && is_keyboard(signal) ? "terminal" : "kernel";
}

// A stopped process stays stopped, and is still there for PTRACE events (PTRACE_LISTEN), until a
// SIGCONT comes: that one is reported as a stop with SIGTRAP.
void SignalStops::stopped_by_signal(Task& task) {
  if (std::exchange(task.bursting, false)) return hold_burst(task);
  task.phase = Phase::stopped;
  task.registers.run_on();
  ::ptrace(PTRACE_LISTEN, task.tid, nullptr, nullptr);
  if (!run_.controlled() && task.tid == run_.family.first().pid) follow_stop(task);
}

// As a shell does when its job has stopped. The time till it goes on counts against no limit.
void SignalStops::follow_stop(const Task& task) {
  run_.log.flush_all();
  run_.sink.rest();
  const double began = ProgramClock::real_now();
  if (!foreground_.stop_with_program()) return;
  run_.clock.leave_out(ProgramClock::real_now() - began);
  for (const Task* each : run_.family.in_order()) {
    if (each->tid != each->process->pid || ::getpgid(each->tid) != task.tid) continue;
    run_.signals.forge(*each->process, SIGCONT, {"terminal", ::getppid()});
    run_.signals.send(*each->process, SIGCONT);
  }
}

void SignalStops::interrupted(Task& task) {
  std::exchange(task.bursting, false) ? hold_burst(task) : resumer_.resume(task);
}

// It counts as one that polls: most likely it does.
void SignalStops::hold_burst(Task& task) {
  run_.log.note(task, "inexact-busy");
  task.polls = polls_long;
  turns_.hold(task, "compute", held::Anywhere{});
}

}  // namespace procdemo::engine
