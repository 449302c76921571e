// Homework: three children were to be made, but each child goes on in the loop.
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>

int main() {
  for (int i = 0; i < 3; ++i) {
    if (::fork() == 0) std::printf("child %d\n", i), std::fflush(stdout);
  }
  while (::wait(nullptr) > 0) {
  }
}
