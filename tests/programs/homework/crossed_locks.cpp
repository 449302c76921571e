// Homework: two transfers lock two accounts, in two orders.
#include <fcntl.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>

namespace {

void transfer(const char* from, const char* to) {
  const int first = ::open(from, O_RDWR | O_CREAT, 0600);
  const int second = ::open(to, O_RDWR | O_CREAT, 0600);
  ::flock(first, LOCK_EX);
  ::flock(second, LOCK_EX);
  std::printf("from %s to %s\n", from, to), std::fflush(stdout);
  ::close(second);
  ::close(first);
}

}  // namespace

int main() {
  if (::fork() == 0) {
    transfer("b", "a");
    ::_exit(0);
  }
  transfer("a", "b");
  ::wait(nullptr);
}
