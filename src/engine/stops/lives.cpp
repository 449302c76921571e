#include "engine/stops/lives.h"

#include <sched.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <optional>
#include <system_error>

#include "base/processor_time.h"
#include "base/procfs.h"
#include "base/signal_names.h"
#include "engine/stops/values.h"
#include "run/probes.h"
#include "syscalls/file_access.h"
#include "syscalls/trap_state.h"
#include "syscalls/waits_for.h"
#include "tracee/event_message.h"

namespace procdemo::engine {

namespace {

event::Exit exit_of(WaitStatus status) {
  if (const auto killed = status.killed()) {
    return {std::nullopt, signal_name(killed->signal), killed->core};
  }
  return {status.exited()->code, std::nullopt, false};
}

bool has_ended_children(const Process& process) {
  return std::ranges::any_of(process.children,
                             [](const Process* child) { return child->ended.has_value(); });
}

}  // namespace

void Lives::made_child(Task& task, const Stopped& stop) {
  const auto child = event_message(task.tid, stop);
  if (!child) return;  // found at its exit
  made(task, static_cast<pid_t>(*child));
  const bool waits = stop.at == Stopped::At::vfork;
  task.memory.wait(waits);
  if (waits) {  // the call ends only when the child has executed or ended
    task.phase = Phase::vforking;
    tell_born(task);
  }
  resumer_.resume(task, Resumer::Until::call_end);
}

void Lives::made(Task& task, pid_t child) {
  run_.pids.was_made(child);
  if (!(task.fork->flags & CLONE_THREAD)) {
    task.fork->child = child;
    return;
  }
  task.fork.reset();
  run_.forks.over();
  if (run_.family.task(child)) return;  // found when another thread was killed
  if (run_.controlled()) place_lock_traps(task);
  Task& thread = run_.family.add_thread(child, *task.process);
  thread.memory = task.memory.share();
  thread.chose_processors = task.chose_processors;
  run_.log.emit(task, event::Thread{thread.name});
  stops_.meet_newcomer(child);
}

// With a second thread it matters who takes a lock first.
void Lives::place_lock_traps(Task& task) {
  run_.lock_functions.place(task);
  if (task.process->image.locks) return look_at_trap_mask(task);
  const bool told = Probes::has_library(*task.process) || run_.every_step();
  if (!told) run_.log.note(task, "elsewhere");
}

// Whom a task may have made. With CLONE_PARENT it is a child of its parent, who may be procdemo.
std::vector<pid_t> Lives::possible_children(const Task& task) {
  if (task.fork->flags & CLONE_THREAD) return tasks_of(task.process->pid);
  if (!(task.fork->flags & CLONE_PARENT)) return children_of(task.tid);
  std::vector<pid_t> children;
  const auto stat = proc_stat(task.process->pid);
  for (const pid_t parent : stat ? tasks_of(stat->ppid) : std::vector<pid_t>()) {
    for (const pid_t child : children_of(parent)) {
      const auto status = proc_status(child);
      if (status && status->tracer == ::gettid()) children.push_back(child);
    }
  }
  return children;
}

// A task that is killed in the call can't tell whom the kernel has made: /proc does.
void Lives::find_untold_child(Task& task) {
  const bool threads = task.fork->flags & CLONE_THREAD;
  for (const pid_t id : possible_children(task)) {
    const bool known =
        threads ? run_.family.task(id) != nullptr : run_.family.by_pid(id) != nullptr;
    if (!known) return made(task, id);
  }
}

void Lives::tell_fork(Task& task, std::int64_t returned) {
  if (!task.fork || !task.fork->child) return;
  const UntoldFork fork = *std::exchange(task.fork, std::nullopt);
  run_.forks.over();
  task.after_fork = AfterFork::no_file_opened;
  Process& child = *add_child(task, *fork.child, fork.flags).process;
  StdioBuffers::copied(*task.process, child, fork.unwritten);
  run_.log.emit(task, event::Fork{child.name, child.seen, std::string(fork.call), returned});
  stops_.meet_newcomer(*fork.child);
}

void Lives::tell_born(Task& task) {
  if (task.fork && task.fork->child) tell_fork(task, *task.fork->child);
}

// With what it has of its maker.
Task& Lives::add_child(Task& task, pid_t born, std::uint64_t flags) {
  Process& maker = *task.process;
  Process* parent = flags & CLONE_PARENT ? maker.parent : &maker;
  Task& first = run_.family.add_process(born, &maker, parent);
  first.memory = flags & CLONE_VM ? task.memory.share() : run_.new_memory();
  first.chose_processors = task.chose_processors;
  Process& child = *first.process;
  child.image = maker.image;
  child.made_by = task.tid;
  const Process& program = run_.family.first();
  if (program.seen != program.pid || (flags & CLONE_NEWPID)) {
    const auto status = proc_status(born);
    if (status && !status->nspid.empty()) run_.family.set_seen_pid(child, status->nspid.back());
  }
  return first;
}

void Lives::stopped_at_birth(Task& task) {
  if (task.process->image.has_traps()) look_at_trap_mask(task);
  if (task.tid != task.process->pid) {
    task.phase = Phase::alive;  // a thread, told of by its maker
    return turns_.hold(task, "start", held::Anywhere{});
  }
  if (!task.registers.read(task.tid)) return;  // killed since: told at its exit, which is next
  turns_.hold(task, "start", held::Birth{});
}

void Lives::begin(Task& task) {
  task.phase = Phase::alive;
  const Name maker(maker_of(task.process->name));
  run_.log.emit(task, event::Start{{}, maker, task.registers.result()});
  const auto stat = task.process->orphaned ? proc_stat(task.tid) : std::nullopt;
  if (stat) tell_orphan(*task.process, stat->ppid);
  tell_values(run_, variables_, task);
  resumer_.resume(task);
}

void Lives::stopped_at_exit(Task& task, const Stopped& stop) {
  turns_.drop(task);
  const Phase before = std::exchange(task.phase, Phase::exiting);
  if (before == Phase::fresh && task.tid == task.process->pid) begin_killed(task);
  if (task.asked_for_clone3) run_.log.note(task, "clone3");
  tell_thread_end(task);
  kill_with_maker(task);
  if (task.fork && !task.fork->child) find_untold_child(task);
  tell_born(task);
  const auto status = event_message(task.tid, stop);
  if (status && task.process->tasks == 1) {
    state_copied_wide(run_, task);
    look_at_survivor(task);
    if (has_ended_children(*task.process)) state_processor_time(*task.process);
    tell_exit(*task.process, WaitStatus(static_cast<int>(*status)), run_.places.of(task));
  }
  resumer_.resume(task);
}

// Not because procdemo does itself, and they have that from it.
bool Lives::ignores_hangup(pid_t pid) {
  const auto ignores = [](pid_t one) {
    const auto status = proc_status(one);
    return status && in_mask(status->ignored, SIGHUP);
  };
  return ignores(pid) && !ignores(::getpid());
}

// Whoever comes to its end after P: one that P has left behind, or a daemon. Where the machine has
// no descriptor left to look with, nothing is stated.
void Lives::look_at_survivor(const Task& task) try {
  const Process& first = run_.family.first();
  const bool is_first = task.process == &first;
  if (!is_first && !first.told_exit) return;
  const auto stat = proc_stat(task.process->pid);
  if (!stat) return;
  if (is_first) {
    session_of_first_ = stat->session;
  } else {
    run_.log.state(task, fact::Outlived{.same_session = stat->session == session_of_first_,
                                        .ignores_hangup = ignores_hangup(task.process->pid)});
  }
} catch (const std::system_error&) {
}

void Lives::state_processor_time(const Process& process) {
  const Task* const task = run_.family.task(process.pid);
  const auto used = task ? processor_time(process.pid) : std::nullopt;
  if (used) run_.log.state(*task, fact::ProcessorTime{*used});
}

// One that goes with its process has made no such call.
void Lives::tell_thread_end(Task& task) {
  if (task.process->tasks == 1 || !task.registers.read(task.tid)) return;
  if (task.registers.call_number() == SYS_exit) run_.log.emit(task, event::ThreadEnd{task.name});
}

// The kernel kills those who have asked for that at the end of the thread that made them, which
// need not be the end of its process.
void Lives::kill_with_maker(const Task& task) {
  for (Process* child : task.process->children) {
    const bool dies = child->made_by == task.tid && child->parent_death_signal == SIGKILL;
    if (dies && child->killed_by.empty()) child->killed_by = "end-of:" + task.name;
  }
}

// Killed before it ran a single instruction: born all the same.
void Lives::begin_killed(Task& task) {
  const Name maker(maker_of(task.process->name));
  if (run_.log.has_begun()) run_.log.emit(task, event::Start{{}, maker, std::nullopt});
}

void Lives::tell_exit(Process& process, WaitStatus status,
                      const std::optional<SourcePlace>& place) {
  if (std::exchange(process.told_exit, true)) return;
  run_.log.flush(process.name);
  event::Exit exit = exit_of(status);
  if (const auto killed = status.killed(); killed && killed->signal == SIGKILL) {
    exit.by = killer_of(process);
  }
  run_.log.emit(process.name, process.seen, std::move(exit), place);
}

std::string Lives::killer_of(const Process& process) const {
  if (!process.killed_by.empty()) return process.killed_by;
  return run_.is_over() ? "procdemo" : "outside";
}

void Lives::ended(Task& task, WaitStatus status) {
  turns_.may_signal = true;  // its parent is told, and who asked for it (PR_SET_PDEATHSIG)
  turns_.drop(task);
  if (task.fork && !task.fork->child) run_.fork_failed();  // killed in the call
  tell_born(task);
  Process& process = *task.process;
  const bool leader = task.tid == process.pid;
  if (leader && task.phase == Phase::fresh) begin_killed(task);  // not even its exit was a stop
  run_.family.remove_task(task.tid);
  if (!leader) return;
  run_.family.remove_tasks(process);  // the kernel reports it when all threads are gone
  process_ended(process, status);
}

void Lives::process_ended(Process& process, WaitStatus status) {
  tell_exit(process, status);
  process.ended = status;
  run_.somebody_was_killed = run_.somebody_was_killed || status.killed();
  run_.timers.ended(process);
  if (&process == &run_.family.first()) run_.outcome.wait_status = status;
  for (Process* child : std::exchange(process.children, {})) adopt(*child);
  if (!run_.locks.empty()) run_.tell_unlocked();
  if (&process == &run_.family.first()) return;
  if (!process.parent) return run_.family.remove_process(process);
  if (!process.parent->told_exit && !is_awaited(process)) tell_zombie(process);
}

void Lives::tell_zombie(Process& process) {
  const auto stat = proc_stat(process.pid);
  if (stat && stat->state == 'Z') {
    run_.log.emit(process, process.name, event::Zombie{process.parent->name});
    state_processor_time(*process.parent);
  } else {
    run_.tell_vanished(process);
  }
}

// Its parent has ended: it goes to a subreaper, perhaps one of the run (prctl(2),
// PR_SET_CHILD_SUBREAPER), or to init.
void Lives::adopt(Process& child) {
  const auto stat = proc_stat(child.pid);
  child.parent = stat ? run_.family.by_pid(stat->ppid) : nullptr;
  if (child.parent) child.parent->children.push_back(&child);
  child.orphaned = true;
  if (child.ended && !child.parent) return run_.family.remove_process(child);
  const Task* task = run_.family.task(child.pid);
  const bool born = !task || task->phase != Phase::fresh;  // else its birth is told first
  if (stat && !child.told_exit && born) tell_orphan(child, stat->ppid);
}

void Lives::tell_orphan(const Process& child, pid_t parent) {
  if (child.parent) {
    return run_.log.emit(child, child.name, event::Orphan{child.parent->name, child.parent->seen});
  }
  const auto outside = proc_stat(parent);
  run_.log.emit(child, child.name, event::Orphan{outside ? outside->comm : "", parent});
}

// Whether its parent sleeps in a wait for it: it is then no zombie, but about to be reaped.
bool Lives::is_awaited(const Process& process) const {
  return std::ranges::any_of(run_.family.tasks(),
                             [&](const auto& entry) { return will_reap(entry.second, process); });
}

}  // namespace procdemo::engine
