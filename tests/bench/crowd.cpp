// So many processes at once, each of which prints a few lines.
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

int main(int argc, char** argv) {
  const int children = argc > 1 ? std::atoi(argv[1]) - 1 : 1;
  for (int i = 0; i < children; ++i) {
    if (::fork() != 0) continue;
    for (int line = 0; line < 8; ++line) {
      std::printf("%d\n", line);
      std::fflush(stdout);
    }
    ::_exit(0);
  }
  while (::wait(nullptr) > 0) continue;
}
