// Births and ends of processes.
#include <sched.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>

#include "base/procfs.h"
#include "base/signal_names.h"
#include "engine/observation.h"
#include "run/trap_state.h"

namespace procdemo {

namespace {

event::Exit exit_of(WaitStatus status) {
  if (const auto killed = status.killed()) {
    return {std::nullopt, signal_name(killed->signal), killed->core};
  }
  return {status.exited()->code, std::nullopt, false};
}

}  // namespace

void Observation::stopped_at_fork_event(Task& task, const Stopped& stop) {
  const auto child = event_message(task.tid, stop);
  if (!child) return;  // found at its exit
  made(task, static_cast<pid_t>(*child));
  task.vforking = stop.at == Stopped::At::vfork;
  task.memory.wait(task.vforking);
  if (task.vforking)
    tell_fork(task, task.born);  // the call itself ends only when the child has executed or ended
  resume(task, Until::call_end);
}

void Observation::made(Task& task, pid_t child) {
  task.forking = false;
  if (!(task.fork_flags & CLONE_THREAD)) {
    task.born = child;
    return;
  }
  run_.forks.over();
  if (run_.family.task(child)) return;  // found when another thread was killed
  Task& thread = run_.family.add_thread(child, *task.process);
  thread.memory = task.memory.share();
  run_.log.emit(task, event::Thread{thread.name});
  count_alive();
  meet_newcomer(child);
}

// Whom a task may have made. With CLONE_PARENT it is a child of its parent, who may be procdemo.
std::vector<pid_t> Observation::possible_children(const Task& task) {
  if (task.fork_flags & CLONE_THREAD) return tasks_of(task.process->pid);
  if (!(task.fork_flags & CLONE_PARENT)) return children_of(task.tid);
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
void Observation::find_untold_child(Task& task) {
  const bool threads = task.fork_flags & CLONE_THREAD;
  for (const pid_t id : possible_children(task)) {
    const bool known =
        threads ? run_.family.task(id) != nullptr : run_.family.by_pid(id) != nullptr;
    if (!known) return made(task, id);
  }
}

void Observation::tell_fork(Task& task, std::int64_t returned) {
  const pid_t born = std::exchange(task.born, 0);
  if (born == 0) return;
  run_.forks.over();
  Process& maker = *task.process;
  Process* parent = task.fork_flags & CLONE_PARENT ? maker.parent : &maker;
  Task& first = run_.family.add_process(born, &maker, parent);
  first.memory = task.fork_flags & CLONE_VM ? task.memory.share() : new_memory();
  Process& child = *first.process;
  child.image_watched = maker.image_watched;
  child.may_share_memory = maker.may_share_memory;
  child.load_bias = maker.load_bias;
  child.probes = maker.probes;
  child.probe_bias = maker.probe_bias;
  child.trap_action = maker.trap_action;
  child.call_instruction = maker.call_instruction;
  if (first_->seen != first_->pid || (task.fork_flags & CLONE_NEWPID)) {
    if (const auto status = proc_status(born))
      run_.family.set_seen_pid(child, status->nspid.back());
  }
  run_.log.emit(task, event::Fork{child.name, child.seen, std::string(task.fork_call), returned});
  count_alive();
  meet_newcomer(born);
}

void Observation::count_alive() {
  run_.outcome.peak = std::max(run_.outcome.peak, static_cast<std::int64_t>(run_.family.alive()));
}

// A child's first stop may come before its maker's event.
void Observation::meet_newcomer(pid_t tid) {
  const auto early = newcomers_.find(tid);
  if (early == newcomers_.end()) return;
  const WaitStatus status = early->second;
  newcomers_.erase(early);
  handle(tid, status);
}

void Observation::stopped_at_birth(Task& task) {
  if (task.process->probes) look_at_trap_mask(task);
  if (task.tid != task.process->pid || !task.registers.read(task.tid)) {
    task.fresh = false;  // a thread, told of by its maker
    return run_.controlled() ? hold(task, "start", Held::anywhere) : resume(task);
  }
  hold(task, "start", Held::at_birth);
}

void Observation::begin_life(Task& task) {
  task.fresh = false;
  const std::string_view name = task.process->name;
  run_.log.emit(task,
                event::Start{{}, Name(name.substr(0, name.rfind('.'))), task.registers.result()});
  if (task.process->orphaned) {
    if (const auto stat = proc_stat(task.tid)) tell_orphan(*task.process, stat->ppid);
  }
  look_at_variables(task);
  resume(task);
}

void Observation::stopped_at_exit(Task& task, const Stopped& stop) {
  drop_hold(task);
  if (std::exchange(task.fresh, false) && task.tid == task.process->pid) begin_life_killed(task);
  if (task.forking) find_untold_child(task);
  tell_fork(task, task.born);
  task.exiting = true;
  const auto status = event_message(task.tid, stop);
  if (status && task.process->tasks == 1) {
    tell_exit(*task.process, WaitStatus(static_cast<int>(*status)));
  }
  resume(task);
}

// Killed before it ran a single instruction: born all the same.
void Observation::begin_life_killed(Task& task) {
  const std::string_view name = task.process->name;
  if (run_.log.has_begun())
    run_.log.emit(task, event::Start{{}, Name(name.substr(0, name.rfind('.'))), std::nullopt});
}

void Observation::tell_exit(Process& process, WaitStatus status) {
  if (std::exchange(process.told_exit, true)) return;
  run_.log.flush(process.name);
  run_.log.emit(process, process.name, exit_of(status));
}

void Observation::died(Task& task, WaitStatus status) {
  may_signal_ = true;  // its parent is told, and who asked for it (PR_SET_PDEATHSIG)
  drop_hold(task);
  if (std::exchange(task.forking, false)) run_.forks.over();  // killed in the call
  tell_fork(task, task.born);
  Process& process = *task.process;
  const bool leader = task.tid == process.pid;
  run_.family.remove_task(task.tid);
  if (!leader) return;
  run_.family.remove_tasks(process);  // the kernel reports it when all threads are gone
  process_ended(process, status);
}

void Observation::process_ended(Process& process, WaitStatus status) {
  tell_exit(process, status);
  process.ended = status;
  somebody_was_killed_ = somebody_was_killed_ || status.killed();
  run_.timers.ended(process);
  if (&process == first_) run_.outcome.wait_status = status.raw();
  for (Process* child : std::exchange(process.children, {})) adopt(*child);
  if (!run_.locks.empty()) run_.tell_unlocked();
  if (&process == first_) return;
  if (!process.parent) return run_.family.remove_process(process);
  if (process.parent->told_exit || is_awaited(process)) return;
  const auto stat = proc_stat(process.pid);
  if (stat && stat->state == 'Z') {
    run_.log.emit(process, process.name, event::Zombie{process.parent->name});
  } else {
    run_.family.remove_process(process);  // its parent ignores SIGCHLD: the kernel has reaped it
  }
}

// Its parent has ended: it goes to a subreaper, perhaps one of the run (prctl(2),
// PR_SET_CHILD_SUBREAPER), or to init.
void Observation::adopt(Process& child) {
  const auto stat = proc_stat(child.pid);
  child.parent = stat ? run_.family.by_pid(stat->ppid) : nullptr;
  if (child.parent) child.parent->children.push_back(&child);
  child.orphaned = true;
  if (child.ended && !child.parent) return run_.family.remove_process(child);
  const Task* task = run_.family.task(child.pid);
  const bool born = !task || !task->fresh;  // else its birth is told first
  if (stat && !child.told_exit && born) tell_orphan(child, stat->ppid);
}

void Observation::tell_orphan(const Process& child, pid_t parent) {
  if (child.parent) {
    return run_.log.emit(child, child.name, event::Orphan{child.parent->name, child.parent->seen});
  }
  const auto outside = proc_stat(parent);
  run_.log.emit(child, child.name, event::Orphan{outside ? outside->comm : "", parent});
}

// Whether its parent sleeps in a wait for it: it is then no zombie, but about to be reaped.
bool Observation::is_awaited(const Process& process) {
  return std::ranges::any_of(run_.family.tasks(), [&](const auto& entry) {
    const Task& task = entry.second;
    return task.process == process.parent && task.call && task.call->waits &&
           (task.call->object == process.name || task.call->object == "any" ||
            task.call->object == "group");
  });
}

}  // namespace procdemo
