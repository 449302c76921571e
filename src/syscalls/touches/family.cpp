// What calls of the family touch: a process's end, and who asks for it.
#include <sched.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include <algorithm>
#include <csignal>

#include "base/procfs.h"
#include "syscalls/rows/rows.h"
#include "syscalls/touches/rules.h"
#include "syscalls/touches/touch_list.h"
#include "tracee/pidfd.h"

namespace procdemo::syscalls {

namespace {

bool handles_child_signal(pid_t pid) {
  const auto status = proc_status(pid);
  if (!status) return false;
  return in_mask(status->caught | status->blocked | status->ignored, SIGCHLD);
}

bool waits_for_any(const Task& task) {
  const auto* child = waits_for<wait::Child>(task);
  return child && child->reaps && !child->only;
}

// It notices at once where it waits, or handles SIGCHLD.
void tell(TouchList& list, const Process& parent) {
  for (const auto& [tid, task] : list.run.family.tasks()) {
    if (task.process == &parent && waits_for_any(task)) list.change("children:" + parent.name);
  }
  if (handles_child_signal(parent.pid)) list.change("process:" + parent.name);
}

// For a process that waits, one that goes on again is news like its end (waitpid(2), WCONTINUED).
void tell_end(TouchList& list, const Process& process) {
  list.change("end:" + process.name);
  if (process.parent) tell(list, *process.parent);
}

void wait_for(TouchList& list, const Process* child) {
  if (child) return list.change("end:" + child->name);
  const Process& parent = *list.task.process;
  list.change("children:" + parent.name);
  for (const Process* one : parent.children) list.change("end:" + one->name);
}

void touch_wait4(TouchList& list) {
  const auto pid = static_cast<pid_t>(list.descriptor(0));
  wait_for(list, pid > 0 ? list.run.family.by_seen_pid(pid) : nullptr);
}

void touch_waitid(TouchList& list) {
  const auto which = static_cast<idtype_t>(list.argument(0));
  const int id = list.descriptor(1);
  const Process* child = nullptr;
  if (which == P_PID) child = list.run.family.by_seen_pid(id);
  if (which == P_PIDFD) child = list.run.family.by_pid(pid_of_pidfd(list.task.tid, id));
  wait_for(list, child);
}

// Also after that parent's end: had the question come before it, the answer were another.
void touch_parent(TouchList& list) {
  const Process& process = *list.task.process;
  if (process.parent) list.look("end:" + process.parent->name);
  list.look("end:" + Name(maker_of(process.name)));
}

// A process that is killed ends at once; others when the signal has come to them, in a step of
// their own. A group's members, and those outside the run, are anybody.
void send(TouchList& list, const Process* target, int signal) {
  if (!target || signal == SIGKILL) return list.everything();
  list.change("process:" + target->name);
  if (signal == SIGCONT) return tell_end(list, *target);
  list.look("end:" + target->name);
}

void touch_kill(TouchList& list) {
  const Process* target = list.run.family.by_seen_pid(static_cast<pid_t>(list.descriptor(0)));
  send(list, target, list.descriptor(1));
}

void touch_pidfd_signal(TouchList& list) {
  const pid_t pid = pid_of_pidfd(list.task.tid, list.descriptor(0));
  send(list, list.run.family.by_pid(pid), list.descriptor(1));
}

// A child that has ended leaves a zombie, and a signal, or nothing: sigaction(2) of SIGCHLD.
void look_at_children(TouchList& list) {
  for (const Process* child : list.task.process->children) list.look("end:" + child->name);
}

void touch_action(TouchList& list) {
  if (list.descriptor(0) == SIGCHLD) look_at_children(list);
}

void touch_parents_end(TouchList& list) {
  if (list.descriptor(0) != PR_SET_PDEATHSIG) return list.everything();
  touch_parent(list);
}

// They tell of a process what another one may change: of who asks of itself, nothing.
void touch_process(TouchList& list) {
  const int whom = list.descriptor(0);
  const bool itself = whom == 0 || whom == list.task.process->seen;
  if (!itself) list.everything();
}

void touch_limits(TouchList& list) {
  const bool sets = list.argument(2) != 0;
  if (sets) return list.everything();
  touch_process(list);
}

void touch_made(TouchList& list) {
  if (!shares_state(list.argument(0))) return;
  if ((list.argument(0) & CLONE_VM) != 0) list.look("shared-memory");
  list.everything();
}

bool is_told_of_parents_end(const Process* child) {
  return child->parent_death_signal != 0 && !child->ended;
}

void touch_end(TouchList& list, void (*touch_each)(TouchList& list, int fd)) {
  list.look("programs");
  if (std::ranges::any_of(list.task.process->children, is_told_of_parents_end)) list.everything();
  for (const int fd : descriptors_of(list.task.tid)) touch_each(list, fd);
  tell_end(list, *list.task.process);
}

void touch_exit(TouchList& list) {
  touch_end(list, [](TouchList& of, int fd) {
    touch_closed(of, fd);
    touch_unread(of, fd);
  });
}

}  // namespace

void touch_own_end(TouchList& list) {
  touch_end(list, touch_closed);
}

namespace touch {

const TouchRule own_end = touch_exit;
const TouchRule parent = touch_parent;
const TouchRule children = look_at_children;
const TouchRule child = touch_wait4;
const TouchRule child_by_kind = touch_waitid;
const TouchRule made = touch_made;
const TouchRule signalled = touch_kill;
const TouchRule signalled_by_pidfd = touch_pidfd_signal;
const TouchRule parents_end = touch_parents_end;
const TouchRule signal_action = touch_action;
const TouchRule process_asked_of = touch_process;
const TouchRule limits_asked_of = touch_limits;

}  // namespace touch

}  // namespace procdemo::syscalls
