// Calls that no program gets while it is observed, whatever it does with them.
//
// - What would run unseen: a seccomp listener lets its owner answer "go on" to any call, and such a
//   call stops for nobody (seccomp(2), SECCOMP_RET_USER_NOTIF); asynchronous I/O writes by itself.
//   Listeners and rings that the program was given by somebody are no better than its own.
// - The strict mode of seccomp: who has a filter already, ours, can't have it (EINVAL).
// - Memory that procdemo can't read, or that somebody has to serve while it is read.
// - Mounts that procdemo itself would see (mounting.h).
// - Input put into a terminal, and what makes a terminal another one, holds it up, or takes it away
//   from whose it is. tcflow(3) is of those: it stops all output, procdemo's too; and it writes the
//   terminal's VSTOP and VSTART characters, which a program may have set to any others.
// - What is aimed at procdemo's own processes, or looks into others outside the run. (Signals:
//   calls_signal.cpp; owners that stand in memory: calls_owner.cpp.)
// - Control groups: a few bytes there stop or kill everybody in one, procdemo too (cgroup.freeze,
//   cgroup.kill, a limit on memory), or take a process out of its run's fence. What is left: in a
//   live run another thread, or a process that shares the table of descriptors, may put a control
//   group's file in the place of the one that was looked at, between our look and the kernel's.
// - What goes through a descriptor that procdemo may not look at, and could be any of these.
#include <linux/kcmp.h>
#include <linux/seccomp.h>
#include <linux/userfaultfd.h>
#include <sys/fanotify.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <termios.h>
#include <unistd.h>

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>

#include "base/procfs.h"
#include "run/run_state.h"
#include "syscalls/calls.h"
#include "syscalls/rows/mounting.h"
#include "syscalls/rows/owner.h"
#include "syscalls/rows/targets.h"
#include "tracee/pidfd.h"
#include "world/own_processes.h"

namespace procdemo {

namespace {

using If = Trap::If;

constexpr std::uint32_t listener = 1u << 3;  // SECCOMP_FILTER_FLAG_NEW_LISTENER
constexpr std::uint32_t receive_notice = SECCOMP_IOCTL_NOTIF_RECV;
constexpr std::uint32_t answer_notice = SECCOMP_IOCTL_NOTIF_SEND;
constexpr std::uint32_t new_userfaultfd = 0xAA00;  // USERFAULTFD_IOC_NEW, younger than some headers

bool asks_for_strict_mode(RunState&, const Task& task) {
  return task.registers.argument(1) == SECCOMP_MODE_STRICT;
}

// --- files that are waited for ---

// FIFREEZE, whose header meets another's names: who writes to the file system waits for its thaw.
constexpr std::uint32_t freezes = 0xC0045877;

// Whoever opens the file waits for an answer (fanotify(7)), or for the lease's end (fcntl(2)).
constexpr std::uint32_t decides_on_opens = FAN_CLASS_CONTENT | FAN_CLASS_PRE_CONTENT;

bool takes_lease(RunState&, const Task& task) {
  return task.registers.int_argument(2) != F_UNLCK;
}

// --- mounts: in what order two processes look and mount, nobody knows; so nothing that still
// passes on what is mounted comes into a namespace that doesn't ---

constexpr std::uint32_t tree_copies = 1u | 2u;  // OPEN_TREE_CLONE, OPEN_TREE_NAMESPACE
constexpr std::uint32_t joins_group = 1u << 8;  // MOVE_MOUNT_SET_GROUP

// --- descriptors ---

// A process may close its /proc to us (PR_SET_DUMPABLE; an executable that nobody may read). What
// it writes by other calls is a print then (outputs.h).
template <int descriptor>
bool is_hidden(RunState&, const Task& task) {
  const int fd = task.registers.int_argument(descriptor);
  struct stat facts;
  return fd >= 0 && !stat_descriptor(task.tid, fd, facts) && (errno == EACCES || errno == EPERM);
}

// --- terminals ---

bool is_others_terminal(RunState& run, const Task& task) {
  const int fd = task.registers.int_argument(0);
  return run.outputs.is_others_terminal(task.tid, fd);
}

// Root alone may take a terminal from another session (ioctl_tty(2)): that session then has none.
bool takes_terminal_away(RunState&, const Task& task) {
  return task.registers.int_argument(2) == 1 && ::geteuid() == 0;
}

// --- control groups ---

template <int descriptor>
bool writes_to_cgroup(RunState& run, const Task& task) {
  struct stat facts;
  const int fd = task.registers.int_argument(descriptor);
  return stat_descriptor(task.tid, fd, facts) && S_ISREG(facts.st_mode) &&
         run.memory.mounts.are_cgroups(facts.st_dev);
}

// --- processes of procdemo, and others outside the run ---

constexpr int ioprio_process = 1;  // IOPRIO_WHO_PROCESS; then a group, a user, as setpriority(2)
constexpr std::uint32_t session_to_parent = 18;  // KEYCTL_SESSION_TO_PARENT
const std::vector<std::uint32_t> attaching = {PTRACE_ATTACH, PTRACE_SEIZE};

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
    if (other == task.tid) return false;
    const long order = ::syscall(SYS_kcmp, task.tid, other, KCMP_FILES, 0, 0);
    return order == 0 || (order < 0 && errno != ESRCH);
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

bool gives_to_own(RunState& run, const Task& task) {
  return is_procdemos(run, task, number_in<2>(task));
}

// The first one's parent is procdemo.
bool is_firsts(RunState&, const Task& task) {
  return task.process->parent == nullptr;
}

}  // namespace

bool fits(const Trap& trap, const Registers& registers) {
  const std::uint64_t whole = registers.argument(trap.argument);
  const auto low = static_cast<std::uint32_t>(whole);
  switch (trap.when) {
    case If::always:
      return true;
    case If::argument_is:
      return std::ranges::count(trap.values, low) != 0;
    case If::argument_has:
      return std::ranges::any_of(trap.values, [&](std::uint32_t bits) { return low & bits; });
    case If::argument_not_zero:
      return whole != 0;
    case If::argument_positive:
      return static_cast<std::int32_t>(low) > 0;
  }
  return true;
}

std::vector<Refusal> refused_calls(bool with_cgroups) {
  std::vector<Refusal> all = {
      {"listener", {Call::seccomp, If::argument_has, 1, {listener}}, EINVAL},
      {"seccomp-strict", {Call::seccomp, If::argument_is, 0, {SECCOMP_SET_MODE_STRICT}}, EINVAL},
      {"seccomp-strict",
       {Call::prctl, If::argument_is, 0, {PR_SET_SECCOMP}},
       EINVAL,
       asks_for_strict_mode},
      {"listener", {Call::ioctl, If::argument_is, 1, {receive_notice, answer_notice}}, EPERM},
      {"io_uring", {Call::io_uring_setup}, ENOSYS},
      {"io_uring", {Call::io_uring_enter}, ENOSYS},
      {"io_uring", {Call::io_uring_register}, ENOSYS},
      {"aio", {Call::io_setup}, ENOSYS},
      {"userfaultfd", {Call::userfaultfd}, ENOSYS},
      {"userfaultfd",
       {Call::ioctl, If::argument_is, 1, {new_userfaultfd, UFFDIO_API, UFFDIO_REGISTER}},
       EPERM},
      {"secret-memory", {Call::memfd_secret}, ENOSYS},
      {"terminal-input", {Call::ioctl, If::argument_is, 1, {TIOCSTI}}, EIO},
      {"terminal-input", {Call::ioctl, If::argument_is, 1, {TIOCLINUX}}, ENOTTY},
      {"terminal-input", {Call::ioctl, If::argument_is, 1, {TIOCCONS, TIOCSETD}}, EPERM},
      {"terminal-input",
       {Call::ioctl, If::argument_is, 1, {TIOCSWINSZ}},
       EPERM,
       is_others_terminal},
      {"terminal-input",
       {Call::ioctl, If::argument_is, 1, {TIOCEXCL, TCXONC, TIOCVHANGUP, TIOCSLCKTRMIOS}},
       EPERM},
      {"terminal-input",
       {Call::ioctl, If::argument_is, 1, {TIOCSCTTY}},
       EPERM,
       takes_terminal_away},
      {"terminal-input", {Call::vhangup}, EPERM},
      {"fuse", {Call::mount}, EPERM, mounts_served},
      {"fuse", {Call::fsopen}, EPERM, opens_served},
      {"fuse", {Call::fanotify_init, If::argument_has, 0, {decides_on_opens}}, EPERM},
      {"fuse", {Call::ioctl, If::argument_is, 1, {freezes}}, EPERM},
      {"fuse", {Call::fcntl, If::argument_is, 1, {F_SETLEASE}}, EINVAL, takes_lease},
      {"mounts", {Call::mount}, EPERM, mounts_for_procdemo},
      {"mounts", {Call::umount2}, EPERM, changes_for_procdemo},
      {"mounts", {Call::pivot_root}, EPERM, changes_for_procdemo},
      {"mounts", {Call::fspick}, EPERM, changes_for_all},
      {"mounts",
       {Call::open_tree, If::argument_has, 2, {tree_copies}},
       EPERM,
       changes_for_procdemo},
      {"mounts", {Call::open_tree_attr}, EPERM, changes_for_procdemo},
      {"mounts", {Call::move_mount, If::argument_has, 4, {joins_group}}, EPERM},
      {"mounts", {Call::move_mount}, EPERM, changes_for_procdemo},
      {"mounts", {Call::mount_setattr}, EPERM, changes_for_procdemo},
      {"procdemo", {Call::ptrace, If::argument_is, 0, attaching}, EPERM, is_at_own<1>},
      {"outside", {Call::ptrace, If::argument_is, 0, attaching}, EPERM, is_at_outside<1>},
      {"hidden", {Call::pidfd_getfd}, EPERM, is_hidden<0>},
      {"hidden", {Call::pidfd_send_signal}, EPERM, is_hidden<0>},
      {"outside", {Call::pidfd_getfd}, EPERM, is_at_outside_by_pidfd},
      {"procdemo", {Call::process_vm_readv}, EPERM, is_at_own<0>},
      {"procdemo", {Call::process_vm_writev}, EPERM, is_at_own<0>},
      {"outside", {Call::process_vm_writev}, EPERM, is_at_outside<0>},
      {"procdemo", {Call::perf_event_open}, EPERM, is_at_own<1>},
      {"procdemo", {Call::prlimit64, If::argument_not_zero, 0}, EPERM, is_at_own<0>},
      {"procdemo", {Call::sched_setparam, If::argument_not_zero, 0}, EPERM, is_at_own<0>},
      {"procdemo", {Call::sched_setscheduler, If::argument_not_zero, 0}, EPERM, is_at_own<0>},
      {"procdemo", {Call::sched_setattr, If::argument_not_zero, 0}, EPERM, is_at_own<0>},
      {"procdemo", {Call::sched_setaffinity, If::argument_not_zero, 0}, EPERM, is_at_own<0>},
      {"procdemo", {Call::migrate_pages, If::argument_not_zero, 0}, EPERM, is_at_own<0>},
      {"procdemo", {Call::move_pages, If::argument_not_zero, 0}, EPERM, is_at_own<0>},
      {"procdemo", {Call::setpriority}, EPERM, has_own<PRIO_PROCESS>},
      {"procdemo", {Call::ioprio_set}, EPERM, has_own<ioprio_process>},
      {"procdemo", {Call::fcntl, If::argument_is, 1, {F_SETOWN}}, EPERM, gives_to_own},
      {"procdemo", {Call::keyctl, If::argument_is, 0, {session_to_parent}}, EPERM, is_firsts},
  };
  if (!with_cgroups) return all;
  for (const Call call :
       {Call::write, Call::writev, Call::pwrite64, Call::pwritev, Call::pwritev2, Call::sendfile}) {
    all.push_back({"cgroup", {call}, EPERM, writes_to_cgroup<0>});
  }
  for (const Call call : {Call::pwrite64, Call::pwritev}) {
    all.push_back({"hidden", {call}, EPERM, is_hidden<0>});
  }
  for (const Call call : {Call::splice, Call::copy_file_range}) {
    all.push_back({"cgroup", {call}, EPERM, writes_to_cgroup<2>});
  }
  return all;
}

}  // namespace procdemo
