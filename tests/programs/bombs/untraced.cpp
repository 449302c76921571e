// Asks the kernel not to let its children be traced.
#include <linux/sched.h>
#include <sys/syscall.h>

#include <csignal>

#include "../only_observed.h"

int main() {
  only_observed();
  while (true) ::syscall(SYS_clone, CLONE_UNTRACED | SIGCHLD, 0, 0, 0, 0);
}
