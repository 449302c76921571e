// Makes a pseudo-terminal, and has a child write to it: what it reads from the master it prints.
// Given a number, it has so many other descriptors before, and reads nothing. 77: it may not.
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

namespace {

bool have_many(int descriptors) {
  rlimit limit;
  ::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
  while (descriptors-- > 0) {
    if (::dup(0) < 0) return false;
  }
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 1 && !have_many(std::atoi(argv[1]) + 10)) return 77;
  const int master = ::posix_openpt(O_RDWR | O_NOCTTY);
  ::grantpt(master);
  ::unlockpt(master);
  const int slave = ::open(::ptsname(master), O_RDWR | O_NOCTTY);
  if (::fork() == 0) {
    [[maybe_unused]] const ssize_t told = ::write(slave, "\033[31mred\n", 9);
    ::_exit(0);
  }
  ::wait(nullptr);
  if (argc > 1) return 0;
  char text[64];
  const ssize_t got = ::read(master, text, sizeof text);
  std::printf("%zd bytes\n", got);
  const winsize size = {11, 22, 0, 0};
  std::printf("%d\n", ::ioctl(slave, TIOCSWINSZ, &size));
}
