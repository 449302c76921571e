// There is no such program, and the child goes on as a copy of its parent. Mended: it ends.
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>

int main(int argc, char**) {
  const bool mended = argc > 1;
  const pid_t child = ::fork();
  if (child == 0) {
    ::execlp("no-such-program", "no-such-program", nullptr);
    std::perror("no-such-program");
    if (mended) ::_exit(127);
  }
  if (child > 0) ::waitpid(child, nullptr, 0);
  std::puts("over");
}
