// P ends while its child still works. Mended: it waits.
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>

int main(int argc, char**) {
  const bool mended = argc > 1;
  const pid_t child = ::fork();
  if (child == 0) {
    ::sleep(1);
    std::puts("late");
    return 0;
  }
  if (mended) ::waitpid(child, nullptr, 0);
}
