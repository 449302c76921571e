// Homework: a producer and a consumer. The consumer has kept the pipe's writing end open, so that
// its read() never comes to the end.
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>

int main() {
  int ends[2];
  if (::pipe(ends) != 0) return 1;
  if (::fork() == 0) {
    char byte;
    while (::read(ends[0], &byte, 1) > 0) std::printf("got %c\n", byte), std::fflush(stdout);
    ::_exit(0);
  }
  ::close(ends[0]);
  for (const char* byte = "abc"; *byte; ++byte) {
    if (::write(ends[1], byte, 1) != 1) return 1;
  }
  ::close(ends[1]);
  ::wait(nullptr);
}
