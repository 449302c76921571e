// Two processes take two locks crosswise: each has one, and waits for the other's. Whether it comes
// to that depends on who goes when.
//
// crossed_locks FILE FILE [flock|fcntl|ordered]: ordered, both take them in the same order.
#include <fcntl.h>
#include <sys/file.h>

#include "tell.h"

static bool by_fcntl = false;

static int lock(int fd) {
  struct flock whole{};
  whole.l_type = F_WRLCK;
  return by_fcntl ? ::fcntl(fd, F_SETLKW, &whole) : ::flock(fd, LOCK_EX);
}

[[noreturn]] static void take(const char* first, const char* second) {
  const int one = ::open(first, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  const int two = ::open(second, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  const int got = lock(one) == 0 ? lock(two) : -1;
  tell("%s", got == 0 ? "both" : answer(got).c_str());
  ::_exit(0);
}

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  by_fcntl = argc > 3 && std::string(argv[3]) == "fcntl";
  if (::fork() == 0) take(argv[1], argv[2]);
  const bool ordered = argc > 3 && std::string(argv[3]) == "ordered";
  if (::fork() == 0) ordered ? take(argv[1], argv[2]) : take(argv[2], argv[1]);
  while (::wait(nullptr) > 0) {
  }
}
