// The floor of watching: a tracer that does nothing but what procdemo cannot do without.
//
// It stops a program where procdemo's live mode does (at fork, write and wait, at what the kernel
// tells of births and ends, and at signals; ten stops for each fork of forks.cpp), asks the kernel
// what the stop is, and goes on. It keeps no account of anybody and tells nothing.
//
// tracer PROGRAM [argument...]
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstddef>
#include <cstdio>
#include <cstdlib>

namespace {

void install_filter() {
  const auto number = static_cast<unsigned>(offsetof(seccomp_data, nr));
  sock_filter code[] = {BPF_STMT(BPF_LD | BPF_W | BPF_ABS, number),
                        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_clone, 3, 0),
                        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_write, 2, 0),
                        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_wait4, 1, 0),
                        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
                        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRACE)};
  const sock_fprog program{static_cast<unsigned short>(sizeof code / sizeof code[0]), code};
  ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  if (::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0) std::abort();
}

[[noreturn]] void become(char** argv, int go) {
  char byte;
  if (::read(go, &byte, 1) != 1) std::abort();
  install_filter();
  ::execvp(argv[0], argv);
  std::abort();
}

// Asks what procdemo has to know at a stop, and says how the task goes on: whether to the end of
// its call. The filter stops writes as well, which procdemo answers by itself.
bool ask(pid_t tid, int event) {
  unsigned long message;
  siginfo_t signal;
  __ptrace_syscall_info call{};
  switch (event) {
    case 0:
      ::ptrace(PTRACE_GETSIGINFO, tid, nullptr, &signal);
      return false;
    case PTRACE_EVENT_STOP:
      return false;
    case PTRACE_EVENT_SECCOMP:
      ::ptrace(PTRACE_GET_SYSCALL_INFO, tid, sizeof call, &call);
      return call.seccomp.nr != SYS_write;
    default:
      ::ptrace(PTRACE_GETEVENTMSG, tid, nullptr, &message);
      return event == PTRACE_EVENT_FORK;
  }
}

void go_on(pid_t tid, int status) {
  const int event = status >> 16;
  const bool at_end = WSTOPSIG(status) == (SIGTRAP | 0x80);
  const bool to_end = !at_end && ask(tid, event);
  const long signal = event == 0 && !at_end ? WSTOPSIG(status) : 0;
  ::ptrace(to_end ? PTRACE_SYSCALL : PTRACE_CONT, tid, nullptr, signal);
}

}  // namespace

int main(int argc, char** argv) {
  int go[2];
  if (argc < 2 || ::pipe(go) != 0) return 2;
  const pid_t first = ::fork();
  if (first < 0) return 2;
  if (first == 0) become(argv + 1, go[0]);
  constexpr long options = PTRACE_O_EXITKILL | PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACEFORK |
                           PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXEC |
                           PTRACE_O_TRACEEXIT | PTRACE_O_TRACESECCOMP;
  if (::ptrace(PTRACE_SEIZE, first, nullptr, options) != 0 || ::write(go[1], "!", 1) != 1) return 2;

  int status, of_first = 0;
  for (pid_t tid; (tid = ::waitpid(-1, &status, __WALL)) > 0;) {
    if (WIFSTOPPED(status)) go_on(tid, status);
    if (tid == first) of_first = status;
  }
  return WIFEXITED(of_first) ? WEXITSTATUS(of_first) : 1;
}
