// A family tree: every process has `children` children, `depth` generations deep, one after the
// other, and waits for each. Tells every fork and every end, PIDs included: what is told has to be
// what the kernel did.
//
// family [children] [depth]
#include "tell.h"

static int grow(int children, int depth) {
  for (int i = 0; depth > 0 && i < children; ++i) {
    const pid_t child = ::fork();
    if (child == 0) {
      tell("born pid %d of pid %d", ::getpid(), ::getppid());
      ::_exit(grow(children, depth - 1));
    }
    tell("fork pid %d to pid %d", ::getpid(), child);
    int status = 0;
    const pid_t got = ::wait(&status);
    tell("reap pid %d by pid %d: %s", got, ::getpid(), ended(status).c_str());
  }
  return 10 + depth;
}

int main(int argc, char** argv) {
  return grow(argc > 1 ? std::atoi(argv[1]) : 2, argc > 2 ? std::atoi(argv[2]) : 2);
}
