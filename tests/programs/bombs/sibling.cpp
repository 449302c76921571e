// Every process wants to trace the one that its parent made before it, and lets it go: nobody would
// see it then.
#include <sys/ptrace.h>

#include "../only_observed.h"

static void free_from_observer(pid_t sibling) {
  ::ptrace(PTRACE_SEIZE, sibling, nullptr, nullptr);
  ::ptrace(PTRACE_ATTACH, sibling, nullptr, nullptr);
  ::ptrace(PTRACE_SETOPTIONS, sibling, nullptr, nullptr);
  ::ptrace(PTRACE_DETACH, sibling, nullptr, nullptr);
}

int main() {
  only_observed();
  pid_t sibling = 0;
  while (true) {
    const pid_t child = ::fork();
    if (child == 0 && sibling != 0) free_from_observer(sibling);
    if (child > 0) sibling = child;
  }
}
