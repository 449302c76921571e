// Every process allows all others to trace it, asks for its parent as a tracer, and wants to trace
// its parent and who observes it.
#include <sys/prctl.h>
#include <sys/ptrace.h>

#include "../only_observed.h"

static void take(pid_t process) {
  ::ptrace(PTRACE_SEIZE, process, nullptr, PTRACE_O_EXITKILL);
  ::ptrace(PTRACE_INTERRUPT, process, nullptr, nullptr);
  ::ptrace(PTRACE_ATTACH, process, nullptr, nullptr);
  ::ptrace(PTRACE_DETACH, process, nullptr, nullptr);
}

int main() {
  only_observed();
  while (true) {
    ::prctl(PR_SET_PTRACER, PR_SET_PTRACER_ANY, 0, 0, 0);
    ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr);
    if (::fork() != 0) continue;
    ::prctl(PR_SET_PTRACER, ::getppid(), 0, 0, 0);
    take(::getppid());
    take(tracer());
  }
}
