// Each process in namespaces of its own, and those inside of others: nobody outside knows the
// numbers, and /proc shows them another world.
#include <linux/sched.h>
#include <sys/syscall.h>

#include <csignal>

#include "../only_observed.h"
#include "own_mounts.h"

static constexpr unsigned long kinds[] = {CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNS,
                                          CLONE_NEWPID | CLONE_NEWNS,
                                          CLONE_NEWUSER,
                                          CLONE_NEWPID,
                                          CLONE_NEWUSER | CLONE_NEWIPC | CLONE_NEWUTS,
                                          CLONE_NEWUSER | CLONE_NEWPID | CLONE_UNTRACED};

int main() {
  only_observed();
  while (true) {
    for (const unsigned long kind : kinds) {
      const bool inside = ::syscall(SYS_clone, kind | SIGCHLD, 0, 0, 0, 0) == 0;
      if (inside && (kind & CLONE_NEWNS) && keep_mounts())
        ::mount("none", "/proc", "proc", 0, nullptr);
      if (inside) ::unshare(static_cast<int>(kind & ~CLONE_UNTRACED));
    }
    ::fork();
  }
}
