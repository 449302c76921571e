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
// - What is aimed at procdemo's own processes, or changes others outside the run, or takes their
//   descriptors. (Signals: signal.cpp; owners that stand in memory: owner_calls.cpp; what else:
//   process_control.cpp.)
// - Control groups: a few bytes there stop or kill everybody in one, procdemo too (cgroup.freeze,
//   cgroup.kill, a limit on memory), or take a process out of its run's fence. What is left: in a
//   live run another thread, or a process that shares the table of descriptors, may put a control
//   group's file in the place of the one that was looked at, between our look and the kernel's.
// - The machine's clock, and its hardware's (rtc(4)): a run leaves nothing behind. And a program
//   whose own clock is virtual sets it to what that shows. (clock_adjtime(2) says in memory whether
//   it sets or asks: where the kernel would let it set, it may not ask either.)
// - What goes through a descriptor that procdemo may not look at, and could be any of these.
#include <linux/rtc.h>
#include <linux/seccomp.h>
#include <linux/userfaultfd.h>
#include <sys/fanotify.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include <fcntl.h>

#include <algorithm>
#include <cerrno>

#include "base/procfs.h"
#include "run/run_state.h"
#include "syscalls/rows/mounting.h"
#include "syscalls/rows/owner.h"
#include "syscalls/rows/refusals.h"
#include "syscalls/rows/rows.h"

namespace procdemo::syscalls {

namespace {

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
  if (run.outputs.output_of(task.tid, fd)) return false;
  return stat_descriptor(task.tid, fd, facts) && S_ISREG(facts.st_mode) &&
         run.memory.mounts.are_cgroups(facts.st_dev);
}

bool gives_to_own(RunState& run, const Task& task) {
  return is_procdemos(run, task, task.registers.int_argument(2));
}

// --- the clock ---

bool may_set_clock(RunState&, const Task&) {
  return ::geteuid() == 0;
}

Trap request(std::vector<std::uint32_t> requests) {
  return argument_is(1, std::move(requests));
}

Syscall refused(std::string_view name, std::vector<Refusal> refusals, int number = -1) {
  return {.name = name,
          .touches = touch::everything,
          .refusals = std::move(refusals),
          .number = number};
}

}  // namespace

Refusal hidden_descriptor(bool where_cgroups) {
  return {"hidden", {}, EPERM, is_hidden<0>, where_cgroups};
}

template <int descriptor>
Refusal cgroup_written() {
  return {"cgroup", {}, EPERM, writes_to_cgroup<descriptor>, true};
}
template Refusal cgroup_written<0>();
template Refusal cgroup_written<2>();

Refusal strict_mode() {
  return {"seccomp-strict", argument_is(0, {PR_SET_SECCOMP}), EINVAL, asks_for_strict_mode};
}

std::vector<Refusal> refused_requests() {
  return {
      {"listener", request({receive_notice, answer_notice}), EPERM},
      {"userfaultfd", request({new_userfaultfd, UFFDIO_API, UFFDIO_REGISTER}), EPERM},
      {"terminal-input", request({TIOCSTI}), EIO},
      {"terminal-input", request({TIOCLINUX}), ENOTTY},
      {"terminal-input", request({TIOCCONS, TIOCSETD}), EPERM},
      {"terminal-input", request({TIOCSWINSZ}), EPERM, is_others_terminal},
      {"terminal-input", request({TIOCEXCL, TCXONC, TIOCVHANGUP, TIOCSLCKTRMIOS}), EPERM},
      {"terminal-input", request({TIOCSCTTY}), EPERM, takes_terminal_away},
      {"fuse", request({freezes}), EPERM},
      {"set-clock", request({RTC_SET_TIME, RTC_EPOCH_SET, RTC_PARAM_SET}), EPERM},
  };
}

std::vector<Refusal> refused_commands() {
  return {{"fuse", argument_is(1, {F_SETLEASE}), EINVAL, takes_lease},
          {"procdemo", argument_is(1, {F_SETOWN}), EPERM, gives_to_own}};
}

// Where the library of names is older than a call, its number stands here: what is refused for
// safety's sake must not depend on that.
std::vector<Syscall> refused_calls() {
  Syscall filters = {
      .name = "seccomp",
      .touches = touch::nothing,
      .refusals = {{"listener", argument_has(1, listener), EINVAL},
                   {"seccomp-strict", argument_is(0, {SECCOMP_SET_MODE_STRICT}), EINVAL}},
      .is_private = true};
  const Refusal changes_mounts = {"mounts", {}, EPERM, changes_for_procdemo};
  return {
      filters,
      refused("io_uring_setup", {{"io_uring", {}, ENOSYS}}, 425),
      refused("io_uring_enter", {{"io_uring", {}, ENOSYS}}, 426),
      refused("io_uring_register", {{"io_uring", {}, ENOSYS}}, 427),
      refused("io_setup", {{"aio", {}, ENOSYS}}),
      refused("userfaultfd", {{"userfaultfd", {}, ENOSYS}}),
      refused("memfd_secret", {{"secret-memory", {}, ENOSYS}}, 447),
      refused("clock_settime", {{"set-clock", {}, EPERM}}),
      refused("settimeofday", {{"set-clock", {}, EPERM}}),
      refused("clock_adjtime", {{"set-clock", {}, EPERM, may_set_clock}}),
      refused("adjtimex", {{"set-clock", {}, EPERM, may_set_clock}}),
      refused("vhangup", {{"terminal-input", {}, EPERM}}),
      refused("fanotify_init", {{"fuse", argument_has(0, decides_on_opens), EPERM}}),
      refused("mount",
              {{"fuse", {}, EPERM, mounts_served}, {"mounts", {}, EPERM, mounts_for_procdemo}}),
      refused("umount2", {changes_mounts}),
      refused("pivot_root", {changes_mounts}),
      refused("fsopen", {{"fuse", {}, EPERM, opens_served}}, 430),
      refused("fspick", {{"mounts", {}, EPERM, changes_for_all}}, 433),
      refused("open_tree", {{"mounts", argument_has(2, tree_copies), EPERM, changes_for_procdemo}},
              428),
      refused("open_tree_attr", {changes_mounts}, 467),
      refused("move_mount", {{"mounts", argument_has(4, joins_group), EPERM}, changes_mounts}, 429),
      refused("mount_setattr", {changes_mounts}, 442),
  };
}

}  // namespace procdemo::syscalls
