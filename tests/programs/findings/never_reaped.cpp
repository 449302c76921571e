// A child ends, and its parent sleeps instead of asking for it. Mended: it waits.
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>

int main(int argc, char**) {
  const bool mended = argc > 1;
  const pid_t child = ::fork();
  if (child == 0) ::_exit(3);
  if (mended) ::waitpid(child, nullptr, 0);
  ::sleep(1);
  std::puts("over");
}
