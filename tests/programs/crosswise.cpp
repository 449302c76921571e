// Two locks, taken crosswise: each of two processes holds one and asks for the other's.
// `crosswise ordered`: both take them in the same order.
#include <fcntl.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>

int main(int argc, char** argv) {
  const bool ordered = argc > 1 && std::strcmp(argv[1], "ordered") == 0;
  const bool child = ::fork() == 0;
  const int one = ::open("one.lock", O_CREAT | O_RDWR, 0600);
  const int two = ::open("two.lock", O_CREAT | O_RDWR, 0600);
  const bool reverse = child && !ordered;
  ::flock(reverse ? two : one, LOCK_EX);
  ::flock(reverse ? one : two, LOCK_EX);
  if (child) ::_exit(0);
  ::close(one);
  ::close(two);
  ::wait(nullptr);
}
