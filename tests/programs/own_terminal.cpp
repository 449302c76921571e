// Makes a pseudo-terminal, and has a child write to it: what it reads from the master it prints.
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

int main() {
  const int master = ::posix_openpt(O_RDWR | O_NOCTTY);
  ::grantpt(master);
  ::unlockpt(master);
  const int slave = ::open(::ptsname(master), O_RDWR | O_NOCTTY);
  if (::fork() == 0) {
    [[maybe_unused]] const ssize_t told = ::write(slave, "\033[31mred\n", 9);
    ::_exit(0);
  }
  ::wait(nullptr);
  char text[64];
  const ssize_t got = ::read(master, text, sizeof text);
  std::printf("%zd bytes\n", got);
}
