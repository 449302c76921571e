// fork() is called once and returns twice: 0 in the child, the child's PID in the parent.
//
// From there two processes go on, each in its own copy of this program, at the same line.

#include <unistd.h>

#include <cstdio>
#include <cstdlib>

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::atoi(argv[1]) : 3;

  const pid_t child = ::fork();
  if (child == -1) {
    std::perror("fork");
    return 1;
  }

  if (child == 0) {
    for (int i = 0; i < rounds; ++i) {
      std::puts("--1--");
      ::sleep(3);
    }
  } else {
    for (int i = 0; i < rounds; ++i) {
      std::puts("--2--");
      ::sleep(3);
    }
  }
}
