// Two processes add 1 each to a number in a file: read, add, write. Whoever reads before the other
// has written loses the other's.
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>

int main() {
  const int file = ::open("number", O_CREAT | O_RDWR | O_TRUNC, 0600);
  int number = 0;
  ::pwrite(file, &number, sizeof number, 0);
  const bool child = ::fork() == 0;
  ::pread(file, &number, sizeof number, 0);
  ++number;
  ::pwrite(file, &number, sizeof number, 0);
  if (child) ::_exit(0);
  ::wait(nullptr);
  ::pread(file, &number, sizeof number, 0);
  std::printf("%d\n", number);
}
