// Memory is copied by fork(), a pipe is shared: so the number goes through the pipe.

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>

int main() {
  int n = 7;
  int ends[2];  // read, write
  if (::pipe2(ends, O_CLOEXEC) == -1) return 1;

  if (::fork() == 0) {
    n = n + 1;
    return ::write(ends[1], &n, sizeof n) == sizeof n ? 0 : 1;
  }

  if (::read(ends[0], &n, sizeof n) != sizeof n) return 1;  // waits until it comes
  ::wait(nullptr);
  std::printf("n = %d\n", n);
}
