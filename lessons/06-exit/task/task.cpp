// A child ends with 7. Who tells its parent?

#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>

int main() {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(7);

  // Your part: ask the kernel how the child has ended.
  const int code = 0;
  std::printf("child ended with %d\n", code);
}
