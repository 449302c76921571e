// Waiting for children (wait(2)): whom it asks for, and what came of it.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

#include "base/procfs.h"
#include "base/signal_names.h"
#include "run/run_state.h"
#include "syscalls/arguments/flag_names.h"
#include "syscalls/call_text.h"
#include "syscalls/changed_argument.h"
#include "syscalls/rows/rows.h"
#include "syscalls/rows/usage.h"
#include "tracee/memory.h"
#include "tracee/pidfd.h"

namespace procdemo::syscalls {

namespace {

// Of whom a call asks.
struct AskedChild {
  std::optional<Name> name{};    // without one any, or any of a group
  std::optional<pid_t> group{};  // as the observer sees it; 0 where that is not known
};

AskedChild one(Name name) {
  return {.name = std::move(name)};
}

// "P.1", "any", "group".
std::string target_of(const AskedChild& asked) {
  return asked.name.value_or(asked.group ? "group" : "any");
}

// Its own for 0; else the one that this process leads, if it is there.
pid_t group_of(RunState& run, const Task& task, pid_t seen) {
  const Process* leader = seen == 0 ? nullptr : run.family.by_seen_pid(seen);
  if (seen == 0) return ::getpgid(task.process->pid);
  return leader ? leader->pid : 0;
}

AskedChild asked_by_wait4(RunState& run, const Task& task, const Arguments& arguments) {
  const auto pid = static_cast<pid_t>(arguments[0]);
  if (pid > 0) return one(run.name_of(pid));
  return pid == -1 ? AskedChild() : AskedChild{.group = group_of(run, task, -pid)};
}

AskedChild asked_by_waitid(RunState& run, const Task& task, const Arguments& arguments) {
  const auto which = static_cast<idtype_t>(arguments[0]);
  const int id = static_cast<int>(arguments[1]);
  if (which == P_PID) return one(run.name_of(id));
  if (which == P_PIDFD) {
    const Process* process = run.family.by_pid(pid_of_pidfd(task.tid, id));
    if (process) return one(process->name);
  }
  return which == P_PGID ? AskedChild{.group = group_of(run, task, id)} : AskedChild();
}

Intention intend_wait4(RunState& run, const Task& task) {
  const Arguments arguments = task.registers.arguments();
  return intention::Wait{target_of(asked_by_wait4(run, task, arguments)),
                         (arguments[2] & WNOHANG) != 0};
}

Intention intend_waitid(RunState& run, const Task& task) {
  const Arguments arguments = task.registers.arguments();
  return intention::Wait{target_of(asked_by_waitid(run, task, arguments)),
                         (arguments[3] & WNOHANG) != 0};
}

// Whose ends would do, where it asks for any: not of very many, for "any" says that, too.
std::optional<std::string> children_of(const Task& task, const AskedChild& asked) {
  constexpr std::size_t few = 6;
  std::vector<Name> names;
  for (const Process* child : task.process->children) {
    if (!asked.group || ::getpgid(child->pid) == *asked.group) names.push_back(child->name);
  }
  if (asked.name || names.empty() || names.size() > few) return std::nullopt;
  return fmt::format("{}", fmt::join(names, ", "));
}

// A wait with WNOWAIT leaves the child as it is: a zombie. One that asks for no ends (waitid(2)
// without WEXITED) is answered by a child that stops, or goes on.
Then begin_wait(RunState& run, Task& task, AskedChild asked, std::uint64_t options, bool ends) {
  const bool nohang = options & WNOHANG;
  run.log.emit(task, event::Wait{target_of(asked), nohang,
                                 nohang ? std::nullopt : children_of(task, asked)});
  const bool reaps = ends && !nohang && !(options & WNOWAIT);
  task.call->waits_for = wait::Child{std::move(asked.name), reaps, asked.group};
  return Then::see_result;
}

Then enter_wait4(RunState& run, Task& task) {
  const Arguments& arguments = task.call->arguments;
  return begin_wait(run, task, asked_by_wait4(run, task, arguments), arguments[2], true);
}

// Whom it has reaped waitid tells alone in the structure that it fills. A program may do without.
void want_information(RunState&, Task& task) {
  if (task.registers.argument(2) == 0) point_argument_to(task, 2, siginfo_t{});
}

std::uint64_t information(const Task& task) {
  const std::uint64_t own = task.call->arguments[2];
  return own != 0 ? own : task.registers.scratch(sizeof(siginfo_t));
}

Then enter_waitid(RunState& run, Task& task) {
  const Arguments& arguments = task.call->arguments;
  want_information(run, task);
  return begin_wait(run, task, asked_by_waitid(run, task, arguments), arguments[3],
                    arguments[3] & WEXITED);
}

// There is no such child. Those that have ended, were not asked for and are no zombies have
// vanished: a parent that ignores SIGCHLD, or has set SA_NOCLDWAIT, waits till all have (wait(2),
// NOTES). Returns whether it is one.
bool tell_no_child(RunState& run, Task& task, const AskedChild& asked) {
  for (Process* child : std::vector(task.process->children)) {
    if (child->ended && !proc_stat(child->pid)) run.tell_vanished(*child);
  }
  const auto status = proc_status(task.tid);
  const bool ignores =
      task.process->children_vanish || (status && in_mask(status->ignored, SIGCHLD));
  if (asked.name || ignores) run.log.emit(task, event::NoChild{target_of(asked), ignores});
  return ignores;
}

void tell_failure(RunState& run, Task& task, const AskedChild& asked, bool nohang, int error) {
  const bool ignores = error == ECHILD && tell_no_child(run, task, asked);
  run.log.state(task, fact::WaitFailed{target_of(asked), nohang, ignores, error});
}

// Not its end, but that it was stopped or goes on (WUNTRACED, WCONTINUED).
void tell_notice(RunState& run, Task& task, pid_t seen, std::optional<int> stopped_by) {
  event::Notice notice{.child = run.name_of(seen), .stopped = std::nullopt};
  if (stopped_by) notice.stopped = signal_name(*stopped_by);
  run.log.emit(task, std::move(notice));
}

// A child that has ended and was named to its parent is reaped; one that only stopped is not.
void tell_reap(RunState& run, Task& task, pid_t seen) {
  Process* child = run.family.by_seen_pid(seen);
  if (!child || !child->ended) return;
  event::Reap reap{child->name, std::nullopt, std::nullopt};
  if (const auto killed = child->ended->killed()) reap.signal = signal_name(killed->signal);
  if (const auto exited = child->ended->exited()) reap.code = exited->code;
  run.log.emit(task, std::move(reap));
  task.process->reaped += processor_time_of(*child);
  run.family.remove_process(*child);
}

// What a controlled run's program reads of processor time is virtual here, too.
void answer_usage(RunState& run, Task& task, int argument, pid_t seen) {
  const std::uint64_t address = task.call->arguments[static_cast<std::size_t>(argument)];
  const Process* child = run.family.by_seen_pid(seen);
  if (!run.controlled() || address == 0 || !child) return;
  write_value(task, address, usage_of(processor_time_of(*child)));
}

void end_wait4(RunState& run, Task& task) {
  const auto pid = static_cast<pid_t>(task.registers.result());
  const Arguments& arguments = task.call->arguments;
  if (pid < 0) {
    const bool nohang = arguments[2] & WNOHANG;
    return tell_failure(run, task, asked_by_wait4(run, task, arguments), nohang, -pid);
  }
  if (pid == 0) return;
  answer_usage(run, task, 3, pid);
  const int status = arguments[1] ? read_value<int>(task, arguments[1]).value_or(0) : 0;
  if (WIFSTOPPED(status)) return tell_notice(run, task, pid, WSTOPSIG(status));
  if (WIFCONTINUED(status)) return tell_notice(run, task, pid, std::nullopt);
  tell_reap(run, task, pid);
}

void end_waitid(RunState& run, Task& task) {
  const Arguments& arguments = task.call->arguments;
  const std::int64_t result = task.registers.result();
  if (result < 0) {
    const bool nohang = arguments[3] & WNOHANG;
    return tell_failure(run, task, asked_by_waitid(run, task, arguments), nohang,
                        static_cast<int>(-result));
  }
  const auto told = read_value<siginfo_t>(task, information(task));
  if (!told || told->si_pid <= 0) return;
  answer_usage(run, task, 4, told->si_pid);
  if (told->si_code == CLD_STOPPED) return tell_notice(run, task, told->si_pid, told->si_status);
  if (told->si_code == CLD_CONTINUED) return tell_notice(run, task, told->si_pid, std::nullopt);
  if (!(arguments[3] & WNOWAIT)) tell_reap(run, task, told->si_pid);
}

}  // namespace

std::vector<Syscall> child_wait_calls() {
  return {
      {.name = "wait4",
       .touches = touch::child,
       .handlers = {{.entry = enter_wait4, .end = end_wait4}},
       .waits_for = waiting_for<wait::Child>,
       .zero_is_nothing = true,
       .intends = intend_wait4,
       .arguments = {{as::number, as::wait_status, as::flags<flag_names::wait>, as::usage}}},
      {.name = "waitid",
       .touches = touch::child_by_kind,
       .handlers = {{.entry = enter_waitid,
                     .end = end_waitid,
                     .leave = put_back_changed,
                     .again = want_information}},
       .waits_for = waiting_for<wait::Child>,
       .intends = intend_waitid,
       .arguments = {{as::one_of<flag_names::idtype>, as::number, as::ended_child,
                      as::flags<flag_names::wait>, as::usage}}},
  };
}

}  // namespace procdemo::syscalls
