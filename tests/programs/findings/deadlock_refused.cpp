// Two processes lock two records of a file with fcntl(2), one of them the first one first and the
// other the second, when each has its first: the kernel refuses one of them. Mended: both in one
// order; "retry": who is refused gives back what it has, and begins again.
//
// deadlock_refused [wrong|mended|retry]
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <string_view>

namespace {

bool lock(int file, short type, off_t record) {
  struct flock lock{};
  lock.l_type = type;
  lock.l_start = record;
  lock.l_len = 1;
  return ::fcntl(file, F_SETLKW, &lock) == 0;
}

void meet(int own, int others) {
  char byte = '!';
  if (::write(own, &byte, 1) != 1 || ::read(others, &byte, 1) != 1) ::_exit(1);
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view how = argc > 1 ? argv[1] : "wrong";
  int here[2], there[2];
  if (::pipe(here) != 0 || ::pipe(there) != 0) return 1;
  const pid_t child = ::fork();
  const int file = ::open("records", O_RDWR | O_CREAT, 0644);
  const off_t first = child == 0 || how == "mended" ? 0 : 1, second = 1 - first;

  lock(file, F_WRLCK, first);
  if (how != "mended") meet(child == 0 ? here[1] : there[1], child == 0 ? there[0] : here[0]);
  while (!lock(file, F_WRLCK, second) && how == "retry") {
    lock(file, F_UNLCK, first);
    ::usleep(1000);
    lock(file, F_WRLCK, first);
  }
  lock(file, F_UNLCK, first);
  lock(file, F_UNLCK, second);
  if (child == 0) ::_exit(0);
  ::waitpid(child, nullptr, 0);
}
