// Explored runs: the calls that no row of the table names.
//
// An exploration that says "complete" must not have missed an order because of a call that nobody
// thought of. So there every call stops the program, but for those below that nobody else can
// notice; and a call without a rule of its own conflicts with every step (touches.h). What is not
// known here at all may even act later and on others (a watch on a folder, a request to another
// thread of the kernel): from then on every step conflicts with every other one.
#include <csignal>

#include "base/procfs.h"
#include "run/run_state.h"
#include "syscalls/rows/rows.h"

namespace procdemo::syscalls {

namespace {

// They change, or tell of, what belongs to the process alone: its memory, its numbers, a descriptor
// that is new. Those of files only ask for them to be written, or read, sooner. The last ones are
// of some processors alone.
constexpr std::string_view of_itself_alone[] = {
    "mprotect",
    "munmap",
    "brk",
    "mremap",
    "msync",
    "mincore",
    "madvise",
    "mlock",
    "mlock2",
    "munlock",
    "mlockall",
    "munlockall",
    "mbind",
    "set_mempolicy",
    "get_mempolicy",
    "pkey_alloc",
    "pkey_free",
    "pkey_mprotect",
    "membarrier",
    "rt_sigreturn",
    "sigaltstack",
    "getpid",
    "gettid",
    "getuid",
    "geteuid",
    "getgid",
    "getegid",
    "getresuid",
    "getresgid",
    "getgroups",
    "umask",
    "fchdir",
    "uname",
    "personality",
    "sched_get_priority_max",
    "sched_get_priority_min",
    "set_tid_address",
    "set_robust_list",
    "unshare",
    "clock_getres",
    "timer_getoverrun",
    "dup",
    "socket",
    "epoll_create1",
    "eventfd2",
    "timerfd_create",
    "memfd_create",
    "fsync",
    "fdatasync",
    "sync",
    "syncfs",
    "sync_file_range",
    "readahead",
    "fadvise64",
    "arch_prctl",
    "set_thread_area",
    "get_thread_area",
    "epoll_create",
    "eventfd",
};

// They tell of a process what another one may change: a step, and no more, of who asks of itself.
constexpr std::string_view looks_at_process[] = {
    "getpgid",         "getsid",
    "sched_getparam",  "sched_getscheduler",
    "sched_getattr",   "sched_rr_get_interval",
    "get_robust_list",
};

// What they do is done when they are over.
constexpr std::string_view at_once[] = {
    "getrlimit",
    "setrlimit",
    "setpgid",
    "setsid",
    "getpriority",
    "ioprio_get",
    "setuid",
    "setgid",
    "setreuid",
    "setregid",
    "setresuid",
    "setresgid",
    "setfsuid",
    "setfsgid",
    "setgroups",
    "capget",
    "capset",
    "rt_sigpending",
    "process_madvise",
    "kcmp",
    "semget",
    "semctl",
    "shmget",
    "shmdt",
    "shmctl",
    "msgget",
    "msgctl",
    "mq_open",
    "mq_unlink",
    "mq_getsetattr",
    "recvmmsg",
    "sendmmsg",
    "openat2",
    "chroot",
    "name_to_handle_at",
    "open_by_handle_at",
    "getxattr",
    "lgetxattr",
    "fgetxattr",
    "listxattr",
    "llistxattr",
    "flistxattr",
};

// A child's descriptor can be had until its parent, and nobody else, has asked for its end.
bool opens_own_child(RunState& run, const Task& task) {
  const Process* whom = run.family.by_seen_pid(task.registers.int_argument(0));
  if (!whom || whom->parent != task.process) return false;
  const auto status = proc_status(task.tid);
  return status && !in_mask(status->ignored, SIGCHLD);
}

bool concerns_nobody_else(RunState& run, const Task& task) {
  return is_first_alone(run, task) || opens_own_child(run, task);
}

Then enter_attaching(RunState& run, Task& task) {
  run.lock_functions.place(task);
  task.process->image.may_share_memory = true;
  return Then::go_on;
}

Then enter_unlisted(RunState& run, Task&) {
  run.entangled = true;
  return Then::go_on;
}

}  // namespace

Syscall call_at_once(std::string_view name, TouchRule touches) {
  return {.name = name,
          .touches = touches,
          .handlers = {explored_step()},
          .may_signal = true,
          .step = unlisted_call().step_name()};
}

std::vector<Syscall> private_calls() {
  std::vector<Syscall> calls;
  for (const std::string_view name : of_itself_alone) {
    calls.push_back({.name = name, .touches = touch::nothing, .is_private = true});
  }
  return calls;
}

std::vector<Syscall> other_calls() {
  std::vector<Syscall> calls;
  for (const std::string_view name : looks_at_process) {
    calls.push_back(call_at_once(name, touch::process_asked_of));
  }
  for (const std::string_view name : at_once) calls.push_back(call_at_once(name));
  Syscall memory = call_at_once("shmat"), descriptor = call_at_once("pidfd_open");
  memory.handlers.front().entry = enter_attaching;
  descriptor.handlers.front().alone = concerns_nobody_else;
  calls.push_back(memory);
  calls.push_back(descriptor);
  return calls;
}

const Syscall& unlisted_call() {
  static const Syscall any = {.name = "syscall",
                              .touches = touch::everything,
                              .handlers = {{.entry = enter_unlisted, .alone = is_first_alone}},
                              .may_signal = true};
  return any;
}

}  // namespace procdemo::syscalls
