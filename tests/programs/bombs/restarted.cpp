// Asks for children who are not traced while signals break its calls off: the kernel makes them
// anew.
#include <linux/sched.h>
#include <sys/syscall.h>
#include <sys/time.h>

#include <csignal>

#include "../only_observed.h"

int main() {
  only_observed();
  struct sigaction action{};
  action.sa_handler = [](int) {};
  action.sa_flags = SA_RESTART;
  ::sigaction(SIGALRM, &action, nullptr);
  while (true) {
    const itimerval soon = {{0, 0}, {0, 20}};
    ::setitimer(ITIMER_REAL, &soon, nullptr);
    ::syscall(SYS_clone, CLONE_UNTRACED | SIGCHLD, 0, 0, 0, 0);
  }
}
