// Calls that make processes, become another program, or ask for a child's end.
#include <fcntl.h>
#include <sched.h>
#include <sys/wait.h>

#include <algorithm>
#include <cerrno>
#include <csignal>

#include "base/procfs.h"
#include "base/signal_names.h"
#include "run/run_state.h"
#include "syscalls/changed_argument.h"
#include "syscalls/rows/rows.h"
#include "syscalls/rows/usage.h"
#include "tracee/mappings.h"
#include "tracee/memory.h"
#include "tracee/pidfd.h"

namespace procdemo::syscalls {

namespace {

// --- fork, vfork, clone ---

Then fork_with(RunState& run, Task& task, std::uint64_t flags, std::string_view name) {
  if (!run.grant_fork(task, std::string(name))) {
    return answer(task, -EAGAIN);
  }
  task.fork = UntoldFork{.flags = flags, .call = name};
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

// glibc's fork() is a clone call without CLONE_VM: it is told by the name under which it is taught.
Then enter_clone(RunState& run, Task& task) {
  const std::uint64_t flags = task.registers.argument(0);
  const bool shares_memory = (flags & (CLONE_VM | CLONE_VFORK)) == CLONE_VM;
  if (shares_memory && !run.memory.reader.start()) return refuse_thread(run, task);
  keep_traced(run, task);
  if (run.every_step() && shares_state(flags)) run.entangled = true;
  const bool as_fork = (flags & (CLONE_VM | CLONE_VFORK | CLONE_THREAD | CLONE_PARENT)) == 0 &&
                       (flags & CSIGNAL) == SIGCHLD;
  return fork_with(run, task, flags, flags & CLONE_VFORK ? "vfork" : as_fork ? "fork" : "clone");
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

// --- exec ---

wait::Exec asked_program(const Task& task, std::uint64_t path, std::uint64_t argv) {
  constexpr int most_arguments = 256;
  wait::Exec asked{.program = read_text(task, path)};
  for (int i = 0; i < most_arguments; ++i, argv += sizeof argv) {
    const auto argument = read_value<std::uint64_t>(task, argv);
    if (!argument || *argument == 0) break;
    asked.arguments.push_back(read_text(task, *argument));
  }
  return asked;
}

// A path that the kernel alone could read: what would be executed nobody could tell.
Then refuse_path(RunState& run, Task& task, std::uint64_t path) {
  if (is_mapped(task, path)) run.log.note(task, "unreadable");
  return answer(task, -EFAULT);
}

// It ends at the exec event; only one that fails comes back.
Then enter_execve(RunState& run, Task& task) {
  const std::uint64_t path = task.registers.argument(0);
  if (read_memory(task, path, 1).empty()) return refuse_path(run, task, path);
  task.call->waits_for = asked_program(task, path, task.registers.argument(1));
  return Then::see_result;
}

Then enter_execveat(RunState& run, Task& task) {
  const std::uint64_t at = task.registers.argument(1);
  if (read_memory(task, at, 1).empty()) return refuse_path(run, task, at);
  wait::Exec asked = asked_program(task, at, task.registers.argument(2));
  const int folder = task.registers.int_argument(0);
  std::string& path = asked.program;
  if (folder != AT_FDCWD && !path.starts_with('/')) {
    const std::string base = descriptor_target(task.tid, folder).value_or("");
    path = path.empty() ? base : base + "/" + path;
  }
  task.call->waits_for = std::move(asked);
  return Then::see_result;
}

// --- wait4, waitid ---

// Of whom a call asks.
struct AskedChild {
  std::optional<Name> name{};  // without one any, or any of a group
  bool group = false;
};

AskedChild one(Name name) {
  return {.name = std::move(name)};
}

// "P.1", "any", "group".
std::string target_of(const AskedChild& asked) {
  return asked.name.value_or(asked.group ? "group" : "any");
}

AskedChild asked_by_wait4(RunState& run, const Arguments& arguments) {
  const auto pid = static_cast<pid_t>(arguments[0]);
  return pid > 0 ? one(run.name_of(pid)) : AskedChild{.group = pid != -1};
}

AskedChild asked_by_waitid(RunState& run, const Task& task, const Arguments& arguments) {
  const auto which = static_cast<idtype_t>(arguments[0]);
  const int id = static_cast<int>(arguments[1]);
  if (which == P_PID) return one(run.name_of(id));
  if (which == P_PIDFD) {
    const Process* process = run.family.by_pid(pid_of_pidfd(task.tid, id));
    if (process) return one(process->name);
  }
  return {.group = which == P_PGID};
}

// A wait with WNOWAIT leaves the child as it is: a zombie. One that asks for no ends (waitid(2)
// without WEXITED) is answered by a child that stops, or goes on.
Then begin_wait(RunState& run, Task& task, AskedChild asked, std::uint64_t options, bool ends) {
  const bool nohang = options & WNOHANG;
  run.log.emit(task, event::Wait{target_of(asked), nohang});
  const bool reaps = ends && !nohang && !(options & WNOWAIT);
  task.call->waits_for = wait::Child{std::move(asked.name), reaps};
  return Then::see_result;
}

Then enter_wait4(RunState& run, Task& task) {
  const Arguments& arguments = task.call->arguments;
  return begin_wait(run, task, asked_by_wait4(run, arguments), arguments[2], true);
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

// There is no such child. Those that have ended and were not asked for have vanished: a parent that
// ignores SIGCHLD, or has set SA_NOCLDWAIT, waits till all have (wait(2), NOTES).
void tell_no_child(RunState& run, Task& task, const AskedChild& asked) {
  Process& process = *task.process;
  for (Process* child : std::vector(process.children)) {
    if (child->ended) run.tell_vanished(*child);
  }
  const auto status = proc_status(task.tid);
  const bool ignores = process.children_vanish || (status && in_mask(status->ignored, SIGCHLD));
  if (asked.name || ignores) run.log.emit(task, event::NoChild{target_of(asked), ignores});
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
  if (pid == -ECHILD) return tell_no_child(run, task, asked_by_wait4(run, arguments));
  if (pid <= 0) return;
  answer_usage(run, task, 3, pid);
  const int status = arguments[1] ? read_value<int>(task, arguments[1]).value_or(0) : 0;
  if (WIFSTOPPED(status)) return tell_notice(run, task, pid, WSTOPSIG(status));
  if (WIFCONTINUED(status)) return tell_notice(run, task, pid, std::nullopt);
  tell_reap(run, task, pid);
}

void end_waitid(RunState& run, Task& task) {
  const Arguments& arguments = task.call->arguments;
  const std::int64_t result = task.registers.result();
  if (result == -ECHILD) return tell_no_child(run, task, asked_by_waitid(run, task, arguments));
  if (result != 0) return;
  const auto told = read_value<siginfo_t>(task, information(task));
  if (!told || told->si_pid <= 0) return;
  answer_usage(run, task, 4, told->si_pid);
  if (told->si_code == CLD_STOPPED) return tell_notice(run, task, told->si_pid, told->si_status);
  if (told->si_code == CLD_CONTINUED) return tell_notice(run, task, told->si_pid, std::nullopt);
  if (!(arguments[3] & WNOWAIT)) tell_reap(run, task, told->si_pid);
}

}  // namespace

// Threads share too, but there what they do is one process's; and whoever made a vfork waits.
bool shares_state(std::uint64_t flags) {
  constexpr std::uint64_t shared = CLONE_VM | CLONE_FILES | CLONE_FS;
  return (flags & shared) != 0 && (flags & (CLONE_THREAD | CLONE_VFORK)) == 0;
}

std::vector<Syscall> process_calls() {
  return {
      {.name = "fork",
       .touches = touch::nothing,
       .handlers = {{.entry = enter_fork, .end = end_fork}},
       .makes_task = true},
      {.name = "vfork",
       .touches = touch::nothing,
       .handlers = {{.entry = enter_vfork, .end = end_fork}},
       .makes_task = true},
      {.name = "clone",
       .touches = touch::made,
       .handlers = {{.entry = enter_clone,
                     .end = end_fork,
                     .leave = put_back_changed,
                     .again = keep_traced}},
       .makes_task = true},
      {.name = "clone3",
       .touches = touch::nothing,
       .handlers = {{.entry = enter_clone3, .alone = is_alone}},
       .number = 435},
      {.name = "execve",
       .touches = touch::program,
       .handlers = {{.entry = enter_execve}},
       .waits_for = waiting_for<wait::Exec>,
       .may_signal = true},
      {.name = "execveat",
       .touches = touch::everything,
       .handlers = {{.entry = enter_execveat}},
       .waits_for = waiting_for<wait::Exec>,
       .may_signal = true},
      {.name = "wait4",
       .touches = touch::child,
       .handlers = {{.entry = enter_wait4, .end = end_wait4}},
       .waits_for = waiting_for<wait::Child>,
       .zero_is_nothing = true},
      {.name = "waitid",
       .touches = touch::child_by_kind,
       .handlers = {{.entry = enter_waitid,
                     .end = end_waitid,
                     .leave = put_back_changed,
                     .again = want_information}},
       .waits_for = waiting_for<wait::Child>},
  };
}

}  // namespace procdemo::syscalls
