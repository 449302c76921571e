// Explored runs: the calls that no row of the table names.
//
// An exploration that says "complete" must not have missed an order because of a call that nobody
// thought of. So there every call stops the program, but for those below that nobody else can
// notice; and a call without a rule of its own conflicts with every step (touches.h). What is not
// known here at all may even act later and on others (a watch on a folder, a request to another
// thread of the kernel): from then on every step conflicts with every other one.
#include <sys/socket.h>

#include <csignal>

#include "base/procfs.h"
#include "run/run_state.h"
#include "syscalls/arguments/flag_names.h"
#include "syscalls/call_text.h"
#include "syscalls/rows/rows.h"
#include "tracee/memory.h"

namespace procdemo::syscalls {

namespace {

// A call, by its name, and how it is written.
struct Named {
  std::string_view name;
  ArgumentWriters arguments{};
  std::string (*answer)(const EndedCall& call) = nullptr;
};

const ArgumentWriters no_arguments(std::in_place);

// They change, or tell of, what belongs to the process alone: its memory, its numbers, a descriptor
// that is new. Those of files only ask for them to be written, or read, sooner. The last ones are
// of some processors alone.
const Named of_itself_alone[] = {
    {"mprotect", {{as::pointer, as::size, as::protection}}},
    {"munmap", {{as::pointer, as::size}}},
    {"brk", {{as::pointer}}, as::hex_result},
    {"mremap", {{as::pointer, as::size, as::size, as::hex, as::pointer}}, as::hex_result},
    {"msync", {{as::pointer, as::size, as::flags<flag_names::memory_sync>}}},
    {"mincore"},
    {"madvise", {{as::pointer, as::size, as::one_of<flag_names::madvise>}}},
    {"mlock", {{as::pointer, as::size}}},
    {"mlock2"},
    {"munlock", {{as::pointer, as::size}}},
    {"mlockall"},
    {"munlockall"},
    {"mbind"},
    {"set_mempolicy"},
    {"get_mempolicy"},
    {"pkey_alloc"},
    {"pkey_free"},
    {"pkey_mprotect"},
    {"membarrier"},
    {"rt_sigreturn"},
    {"sigaltstack"},
    {"getpid", no_arguments},
    {"gettid", no_arguments},
    {"getuid", no_arguments},
    {"geteuid", no_arguments},
    {"getgid", no_arguments},
    {"getegid", no_arguments},
    {"getresuid"},
    {"getresgid"},
    {"getgroups"},
    {"umask", {{as::mode}}, as::mode_result},
    {"fchdir", {{as::descriptor}}},
    {"uname"},
    {"personality"},
    {"sched_get_priority_max"},
    {"sched_get_priority_min"},
    {"set_tid_address", {{as::pointer}}},
    {"set_robust_list"},
    {"unshare"},
    {"clock_getres"},
    {"timer_getoverrun"},
    {"dup", {{as::descriptor}}},
    {"socket", {{as::one_of<flag_names::family>, as::socket_type, as::protocol}}},
    {"epoll_create1", {{as::flags<flag_names::epoll_descriptor>}}},
    {"eventfd2", {{as::number, as::flags<flag_names::eventfd>}}},
    {"timerfd_create"},
    {"memfd_create", {{as::path, as::hex}}},
    {"fsync", {{as::descriptor}}},
    {"fdatasync", {{as::descriptor}}},
    {"sync", no_arguments},
    {"syncfs", {{as::descriptor}}},
    {"sync_file_range"},
    {"readahead"},
    {"fadvise64"},
    {"arch_prctl"},
    {"set_thread_area"},
    {"get_thread_area"},
    {"epoll_create", {{as::number}}},
    {"eventfd", {{as::number}}},
};

// They tell of a process what another one may change: a step, and no more, of who asks of itself.
const Named looks_at_process[] = {
    {"getpgid", {{as::number}}}, {"getsid", {{as::number}}}, {"sched_getparam"},
    {"sched_getscheduler"},      {"sched_getattr"},          {"sched_rr_get_interval"},
    {"get_robust_list"},
};

// What they do is done when they are over.
const Named at_once[] = {
    {"getrlimit"},
    {"setrlimit"},
    {"setpgid", {{as::number, as::number}}},
    {"setsid", no_arguments},
    {"getpriority"},
    {"ioprio_get"},
    {"setuid", {{as::number}}},
    {"setgid", {{as::number}}},
    {"setreuid", {{as::number, as::number}}},
    {"setregid", {{as::number, as::number}}},
    {"setresuid", {{as::number, as::number, as::number}}},
    {"setresgid", {{as::number, as::number, as::number}}},
    {"setfsuid", {{as::number}}},
    {"setfsgid", {{as::number}}},
    {"setgroups"},
    {"capget"},
    {"capset"},
    {"rt_sigpending", {{as::signals_told, as::size}}},
    {"process_madvise"},
    {"kcmp"},
    {"semget", {{as::ipc_key, as::number, as::ipc_flags}}},
    {"semctl",
     {{as::number, as::number, as::one_of<flag_names::semaphore_control>, as::semaphore_argument}}},
    {"shmget", {{as::ipc_key, as::size, as::ipc_flags}}},
    {"shmdt", {{as::pointer}}},
    {"shmctl", {{as::number, as::one_of<flag_names::ipc_control>, as::pointer}}},
    {"msgget", {{as::ipc_key, as::ipc_flags}}},
    {"msgctl", {{as::number, as::one_of<flag_names::ipc_control>, as::pointer}}},
    {"mq_open"},
    {"mq_unlink"},
    {"mq_getsetattr"},
    {"recvmmsg"},
    {"openat2"},
    {"chroot", {{as::path}}},
    {"name_to_handle_at"},
    {"open_by_handle_at"},
    {"getxattr"},
    {"lgetxattr"},
    {"fgetxattr"},
    {"listxattr"},
    {"llistxattr"},
    {"flistxattr"},
};

// Several at once, as a resolver asks: the first one may name whom it goes to.
Then enter_sending_messages(RunState& run, Task& task) {
  const auto message = read_value<msghdr>(task, task.registers.argument(1));
  if (message && message->msg_name) run.may_be_met_at(task, task.registers.int_argument(0));
  return Then::go_on;
}

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
  for (const Named& one : of_itself_alone) {
    calls.push_back({.name = one.name,
                     .touches = touch::nothing,
                     .is_private = true,
                     .arguments = one.arguments,
                     .answer = one.answer});
  }
  return calls;
}

std::vector<Syscall> other_calls() {
  std::vector<Syscall> calls;
  const auto add = [&](const Named& one, TouchRule touches) {
    calls.push_back(call_at_once(one.name, touches));
    calls.back().arguments = one.arguments;
    calls.back().answer = one.answer;
  };
  for (const Named& one : looks_at_process) add(one, touch::process_asked_of);
  for (const Named& one : at_once) add(one, touch::everything);
  Syscall memory = call_at_once("shmat"), descriptor = call_at_once("pidfd_open");
  memory.handlers.front().entry = enter_attaching;
  descriptor.handlers.front().alone = concerns_nobody_else;
  Syscall messages = call_at_once("sendmmsg");
  messages.handlers.push_back(
      {.in = in_unexplored_runs, .entry = enter_sending_messages, .alone = is_alone});
  memory.arguments = {{as::number, as::pointer, as::flags<flag_names::shared_memory>}};
  memory.answer = as::hex_result;
  descriptor.arguments = {{as::number, as::hex}};
  calls.push_back(memory);
  calls.push_back(descriptor);
  calls.push_back(messages);
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
