// Explored runs: the calls that no row of the table names.
//
// An exploration that says "complete" must not have missed an order because of a call that nobody
// thought of. So there every call stops the program, but for those below that nobody else can
// notice; and a call without a rule of its own conflicts with every step (touches.h). What is not
// known here at all may even act later and on others (a watch on a folder, a request to another
// thread of the kernel): from then on every step conflicts with every other one.
#include <sys/syscall.h>

#include <algorithm>

#include "run/run_state.h"
#include "syscalls/calls.h"

namespace procdemo {

namespace {

// They change, or tell of, what belongs to the process alone: its memory, its numbers, a descriptor
// that is new. Those of files only ask for them to be written, or read, sooner.
constexpr int of_itself_alone[] = {
    SYS_mprotect,
    SYS_munmap,
    SYS_brk,
    SYS_mremap,
    SYS_msync,
    SYS_mincore,
    SYS_madvise,
    SYS_mlock,
    SYS_mlock2,
    SYS_munlock,
    SYS_mlockall,
    SYS_munlockall,
    SYS_mbind,
    SYS_set_mempolicy,
    SYS_get_mempolicy,
    SYS_pkey_alloc,
    SYS_pkey_free,
    SYS_pkey_mprotect,
    SYS_membarrier,
    SYS_rt_sigreturn,
    SYS_sigaltstack,
    SYS_getpid,
    SYS_gettid,
    SYS_getuid,
    SYS_geteuid,
    SYS_getgid,
    SYS_getegid,
    SYS_getresuid,
    SYS_getresgid,
    SYS_getgroups,
    SYS_umask,
    SYS_fchdir,
    SYS_uname,
    SYS_personality,
    SYS_seccomp,
    SYS_getcpu,
    SYS_sched_get_priority_max,
    SYS_sched_get_priority_min,
    SYS_set_tid_address,
    SYS_set_robust_list,
    SYS_rseq,
    SYS_unshare,
    SYS_clock_getres,
    SYS_timer_getoverrun,
    SYS_dup,
    SYS_socket,
    SYS_epoll_create1,
    SYS_eventfd2,
    SYS_timerfd_create,
    SYS_memfd_create,
    SYS_fsync,
    SYS_fdatasync,
    SYS_sync,
    SYS_syncfs,
    SYS_sync_file_range,
    SYS_readahead,
    SYS_fadvise64,
};

// They tell of a process what another one may change: a step, and no more, of who asks of itself.
constexpr int looks_at_process[] = {SYS_prlimit64,
                                    SYS_getpgid,
                                    SYS_getsid,
                                    SYS_sched_getparam,
                                    SYS_sched_getscheduler,
                                    SYS_sched_getattr,
                                    SYS_sched_rr_get_interval,
                                    SYS_get_robust_list};

// What they do is done when they are over.
constexpr int at_once[] = {
    SYS_getrlimit,
    SYS_setrlimit,
    SYS_setpgid,
    SYS_setsid,
    SYS_getpriority,
    SYS_setpriority,
    SYS_ioprio_get,
    SYS_ioprio_set,
    SYS_sched_setaffinity,
    SYS_sched_setparam,
    SYS_sched_setscheduler,
    SYS_sched_setattr,
    SYS_setuid,
    SYS_setgid,
    SYS_setreuid,
    SYS_setregid,
    SYS_setresuid,
    SYS_setresgid,
    SYS_setfsuid,
    SYS_setfsgid,
    SYS_setgroups,
    SYS_capget,
    SYS_capset,
    SYS_rt_sigpending,
    SYS_process_vm_readv,
    SYS_process_vm_writev,
    SYS_process_madvise,
    SYS_kcmp,
    SYS_pidfd_open,
    SYS_pidfd_getfd,
    SYS_ptrace,
    SYS_semget,
    SYS_semctl,
    SYS_shmget,
    SYS_shmat,
    SYS_shmdt,
    SYS_shmctl,
    SYS_msgget,
    SYS_msgctl,
    SYS_mq_open,
    SYS_mq_unlink,
    SYS_mq_getsetattr,
    SYS_recvmmsg,
    SYS_sendmmsg,
    SYS_openat2,
    SYS_chroot,
    SYS_statfs,
    SYS_fstatfs,
    SYS_name_to_handle_at,
    SYS_open_by_handle_at,
    SYS_setxattr,
    SYS_lsetxattr,
    SYS_fsetxattr,
    SYS_getxattr,
    SYS_lgetxattr,
    SYS_fgetxattr,
    SYS_listxattr,
    SYS_llistxattr,
    SYS_flistxattr,
    SYS_removexattr,
    SYS_lremovexattr,
    SYS_fremovexattr,
};

template <std::size_t size>
bool is_one_of(const int (&calls)[size], std::int64_t number) {
  return std::ranges::count(calls, number) != 0;
}

// A child's descriptor can be had until its parent, and nobody else, has asked for its end.
bool opens_own_child(RunState& run, const Task& task) {
  if (task.registers.call_number() != SYS_pidfd_open) return false;
  const Process* whom = run.family.by_seen_pid(task.registers.int_argument(0));
  if (!whom || whom->parent != task.process) return false;
  const auto status = proc_status(task.tid);
  return status && !in_mask(status->ignored, SIGCHLD);
}

bool concerns_nobody_else(RunState& run, const Task& task) {
  return is_first_alone(run, task) || opens_own_child(run, task);
}

Then enter_unlisted(RunState& run, Task& task) {
  const std::int64_t number = task.registers.call_number();
  if (number == SYS_shmat) task.process->may_share_memory = true;
  if (!is_one_of(at_once, number) && !is_one_of(looks_at_process, number)) run.entangled = true;
  return Then::go_on;
}

}  // namespace

bool looks_at_itself(const Task& task) {
  const std::int64_t number = task.registers.call_number();
  const auto whom = task.registers.int_argument(0);
  const bool sets_limit = number == SYS_prlimit64 && task.registers.argument(2) != 0;
  const bool itself = whom == 0 || whom == task.process->seen;
  return is_one_of(looks_at_process, number) && itself && !sets_limit;
}

std::vector<int> private_calls() {
  std::vector<int> calls = architectures_private_calls();
  calls.insert(calls.end(), std::begin(of_itself_alone), std::end(of_itself_alone));
  return calls;
}

const Handler& unlisted_call() {
  static const Handler any = {
      .name = "syscall", .trap = {}, .entry = enter_unlisted, .alone = concerns_nobody_else};
  return any;
}

}  // namespace procdemo
