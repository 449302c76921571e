// Calls that act on another process. None gets to procdemo's own; those that would put something
// into a process outside the run, trace it, or take its descriptors, get to none of those either.
// Its memory they may read (process_vm_readv(2)), where the kernel lets them, as alone.
#include <sys/ptrace.h>
#include <sys/resource.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>

#include "base/kcmp.h"
#include "run/run_state.h"
#include "syscalls/rows/refusals.h"
#include "syscalls/rows/rows.h"
#include "syscalls/rows/targets.h"
#include "tracee/pidfd.h"
#include "world/own_processes.h"

namespace procdemo::syscalls {

namespace {

constexpr int ioprio_process = 1;  // IOPRIO_WHO_PROCESS; then a group, a user, as setpriority(2)
constexpr std::uint32_t session_to_parent = 18;  // KEYCTL_SESSION_TO_PARENT

template <int argument>
pid_t number_in(const Task& task) {
  return task.registers.int_argument(argument);
}

template <int argument>
bool is_at_own(RunState& run, const Task& task) {
  return is_own(run, task, number_in<argument>(task));
}

template <int argument>
bool is_at_outside(RunState& run, const Task& task) {
  const pid_t pid = number_in<argument>(task);
  return is_outside(run, task, pid) && !is_own(run, task, pid);
}

// Whether another task could put another descriptor in the place of one that was looked at. Where
// the kernel does not say, it could (kcmp(2)).
bool shares_descriptors(RunState& run, const Task& task) {
  return std::ranges::any_of(run.family.tasks(), [&](const auto& entry) {
    const pid_t other = entry.first;
    return other != task.tid && share_descriptors(task.tid, other).value_or(true);
  });
}

// One that is none of a process, or whose process has ended, the kernel refuses itself.
bool is_at_outside_by_pidfd(RunState& run, const Task& task) {
  if (shares_descriptors(run, task)) return true;
  const auto target = target_of_pidfd(task.tid, number_in<0>(task));
  if (!target || target->pid < 0) return false;
  return !run.family.task(target->pid) && !run.family.by_pid(target->pid);
}

// Where numbers of users mean others than here (user_namespaces(7)); where that can't be told, too.
bool has_other_users(const Task& task) {
  constexpr const char* own = "/proc/self/ns/user";
  const std::string its = "/proc/" + std::to_string(task.tid) + "/ns/user";
  std::error_code unknown;
  const auto here = std::filesystem::read_symlink(own, unknown);
  const auto there = std::filesystem::read_symlink(its, unknown);
  return unknown || here != there;
}

bool is_our_user(const Task& task, pid_t who) {
  return who == 0 || static_cast<uid_t>(who) == ::getuid() || has_other_users(task);
}

// A process, its group or its user.
template <int process>
bool has_own(RunState& run, const Task& task) {
  const pid_t who = number_in<1>(task);
  const int which = number_in<0>(task) - process;
  if (which == 0) return is_own(run, task, who);
  if (which == 1) return has_procdemo(who == 0 ? ::getpgid(task.process->pid) : who);
  return which == 2 && is_our_user(task, who);
}

// The first one's parent is procdemo.
bool is_firsts(RunState&, const Task& task) {
  return task.process->parent == nullptr;
}

template <int argument>
Refusal at_own(Trap trap = {}) {
  return {"procdemo", std::move(trap), EPERM, is_at_own<argument>};
}
template <int argument>
Refusal at_outside(Trap trap = {}) {
  return {"outside", std::move(trap), EPERM, is_at_outside<argument>};
}

Then enter_setaffinity(RunState&, Task&) {
  return Then::see_result;
}

void end_setaffinity(RunState& run, Task& task) {
  if (task.registers.result() != 0) return;
  const auto who = static_cast<pid_t>(task.call->arguments[0]);
  if (Task* const chosen = who == 0 ? &task : run.family.task(who)) chosen->chose_processors = true;
}

}  // namespace

std::vector<Syscall> process_control_calls() {
  const auto unlisted = [](std::string_view name, std::vector<Refusal> refusals) {
    return Syscall{.name = name, .touches = touch::everything, .refusals = std::move(refusals)};
  };
  const auto changing = [](std::string_view name, Refusal refusal) {
    Syscall call = call_at_once(name);
    call.refusals = {std::move(refusal)};
    return call;
  };
  const Trap attaches = argument_is(0, {PTRACE_ATTACH, PTRACE_SEIZE});
  const Trap at_another = argument_not_zero(0);  // 0 is the caller itself
  Syscall ptrace = changing("ptrace", at_own<1>(attaches));
  ptrace.refusals.push_back(at_outside<1>(attaches));
  ptrace.refusals.push_back({"traced-by-parent", argument_is(0, {PTRACE_TRACEME}), EPERM});
  Syscall pidfd_getfd = changing("pidfd_getfd", hidden_descriptor());
  pidfd_getfd.refusals.push_back({"outside", {}, EPERM, is_at_outside_by_pidfd});
  pidfd_getfd.number = 438;
  Syscall writing = changing("process_vm_writev", at_own<0>());
  writing.refusals.push_back(at_outside<0>());
  Syscall processors = changing("sched_setaffinity", at_own<0>(at_another));
  processors.handlers = {
      {.in = in_controlled_runs, .entry = enter_setaffinity, .end = end_setaffinity}};
  Syscall limits = changing("prlimit64", at_own<0>(at_another));
  limits.touches = touch::limits_asked_of;
  return {
      ptrace,
      pidfd_getfd,
      writing,
      limits,
      changing("process_vm_readv", at_own<0>()),
      changing("sched_setparam", at_own<0>(at_another)),
      changing("sched_setscheduler", at_own<0>(at_another)),
      changing("sched_setattr", at_own<0>(at_another)),
      processors,
      changing("setpriority", {"procdemo", {}, EPERM, has_own<PRIO_PROCESS>}),
      changing("ioprio_set", {"procdemo", {}, EPERM, has_own<ioprio_process>}),
      unlisted("perf_event_open", {at_own<1>()}),
      unlisted("migrate_pages", {at_own<0>(at_another)}),
      unlisted("move_pages", {at_own<0>(at_another)}),
      unlisted("keyctl", {{"procdemo", argument_is(0, {session_to_parent}), EPERM, is_firsts}}),
  };
}

}  // namespace procdemo::syscalls
