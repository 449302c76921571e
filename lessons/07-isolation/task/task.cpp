// The child changes n. Whose n is that?

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
    // Your part: send it.
    return 0;
  }

  // Your part: receive it.
  ::wait(nullptr);
  std::printf("n = %d\n", n);
}
