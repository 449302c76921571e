// Double forks without end: every process's parent is gone at once, a walk down the tree from the
// first finds nobody.
#include "../only_observed.h"

int main() {
  only_observed();
  while (true) {
    const pid_t child = ::fork();
    if (child == 0 && ::fork() != 0) ::_exit(0);
    if (child > 0) ::waitpid(child, nullptr, 0);
  }
}
