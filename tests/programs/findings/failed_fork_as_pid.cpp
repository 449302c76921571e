// fork() says -1, which kill() takes for everybody. Mended: it looks at what fork() said.
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>

#include "only_observed.h"

int main(int argc, char**) {
  const bool mended = argc > 1;
  only_observed();
  const pid_t child = ::fork();
  if (child == 0) {
    ::pause();
    ::_exit(0);
  }
  if (mended && child < 0) {
    std::puts("no child");
    return 0;
  }
  ::kill(child, SIGTERM);
  ::wait(nullptr);
}
