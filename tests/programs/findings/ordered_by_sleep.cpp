// The parent sleeps so that its child prints first, and nothing else makes that order. Mended: it
// waits for the child.
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>

int main(int argc, char**) {
  const bool mended = argc > 1;
  const pid_t child = ::fork();
  if (child == 0) {
    std::puts("child");
    std::fflush(stdout);
    ::_exit(0);
  }
  if (mended) {
    ::waitpid(child, nullptr, 0);
  } else {
    ::sleep(1);
  }
  std::puts("parent");
  std::fflush(stdout);
  if (!mended) ::waitpid(child, nullptr, 0);
}
