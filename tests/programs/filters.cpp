// Seccomp filters of the program's own, one for each run: what its calls give then is what they
// give alone.
//
// filters errno | trap | log | kill | trace | traced-fork | threads | listener | strict
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include <csignal>
#include <cstddef>
#include <thread>

#include "tell.h"

namespace {

constexpr unsigned new_listener = 1u << 3;

// For one call this action, all others pass. The data of SECCOMP_RET_TRACE is the call's first
// argument: whatever number a tracer's own filter may say, this one can say it, too.
long install(int call, unsigned action, unsigned flags = 0) {
  const sock_filter code[] = {
      {BPF_LD | BPF_W | BPF_ABS, 0, 0, offsetof(seccomp_data, nr)},
      {BPF_JMP | BPF_JEQ | BPF_K, 1, 0, static_cast<unsigned>(call)},
      {BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ALLOW},
      {BPF_LD | BPF_W | BPF_ABS, 0, 0, offsetof(seccomp_data, args)},
      {BPF_ALU | BPF_AND | BPF_K, 0, 0, action == SECCOMP_RET_TRACE ? 0xFFFFu : 0},
      {BPF_ALU | BPF_OR | BPF_K, 0, 0, action},
      {BPF_RET | BPF_A, 0, 0, 0},
  };
  const sock_fprog program = {std::size(code), const_cast<sock_filter*>(code)};
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  return ::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, flags, &program);
}

void on_trap(int, siginfo_t* info, void*) {
  tell("SIGSYS of call %d", info->si_syscall);
}

void tell_calls() {
  tell("kill: %s", answer(::kill(::getpid(), 0)).c_str());
  tell("getuid: %s", ::syscall(SYS_getuid) == ::getuid() ? "ours" : "another");
}

// For calls that procdemo stops, and for one that it does not.
void hand_to_tracer() {
  for (const int call : {SYS_kill, SYS_getpgid, SYS_clone}) install(call, SECCOMP_RET_TRACE);
  for (const int data : {0, 1}) {
    tell("kill %d: %s", data, answer(::syscall(SYS_kill, data, 0)).c_str());
    tell("getpgid %d: %s", data, answer(::syscall(SYS_getpgid, data)).c_str());
  }
  tell("clone: %s", answer(::syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0)).c_str());
}

void fork_once() {
  const long child = ::syscall(SYS_fork);
  if (child == 0) ::_exit(0);
  tell("fork: %s", child > 0 ? end_of(static_cast<pid_t>(child)).c_str() : answer(child).c_str());
}

}  // namespace

int main(int, char** argv) {
  const std::string how = argv[1];
  if (how == "errno") install(SYS_kill, SECCOMP_RET_ERRNO | EBUSY);
  if (how == "log") install(SYS_kill, SECCOMP_RET_LOG);
  if (how == "kill") install(SYS_kill, SECCOMP_RET_KILL_PROCESS);
  if (how == "trace") hand_to_tracer();
  if (how == "traced-fork") install(SYS_fork, SECCOMP_RET_TRACE);
  if (how == "trap") {
    struct sigaction action{};
    action.sa_sigaction = on_trap;
    action.sa_flags = SA_SIGINFO;
    ::sigaction(SIGSYS, &action, nullptr);
    install(SYS_kill, SECCOMP_RET_TRAP);
  }
  if (how == "threads") {
    std::thread([] {
      install(SYS_kill, SECCOMP_RET_ERRNO | EBUSY, SECCOMP_FILTER_FLAG_TSYNC);
    }).join();
  }
  if (how == "listener") {
    const long got = install(SYS_fork, SECCOMP_RET_USER_NOTIF, new_listener);
    tell("listener: %s", got < 0 ? answer(got).c_str() : "a descriptor");
    if (got >= 0) return 1;
  }
  if (how == "strict") {
    tell("strict: %s", answer(::syscall(SYS_seccomp, SECCOMP_SET_MODE_STRICT, 0, 0)).c_str());
    tell("strict: %s", answer(::prctl(PR_SET_SECCOMP, SECCOMP_MODE_STRICT)).c_str());
  }
  if (how != "trace") tell_calls();
  fork_once();
}
