// What printf() has put into the buffer and not written is in the child's copy of it, too. Mended:
// it is written before the fork.
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>

int main(int argc, char**) {
  const bool mended = argc > 1;
  std::printf("counting ");
  if (mended) std::fflush(stdout);
  const pid_t child = ::fork();
  if (child == 0) {
    std::printf("one\n");
    return 0;
  }
  ::waitpid(child, nullptr, 0);
  std::printf("two\n");
}
