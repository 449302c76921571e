// A process locks a file (fcntl(2)), has a look at it by another descriptor, and closes that: its
// lock is gone. Mended: it looks by the one that it has.
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char**) {
  const bool mended = argc > 1;
  const int file = ::open("accounts", O_RDWR | O_CREAT, 0644);
  const pid_t child = ::fork();
  if (child == 0) {  // has the file open, too, all the while
    for (;;) ::pause();
  }
  struct flock lock{};
  lock.l_type = F_WRLCK;
  if (::fcntl(file, F_SETLKW, &lock) != 0) return 1;
  if (mended) {
    ::lseek(file, 0, SEEK_END);
  } else {
    const int look = ::open("accounts", O_RDONLY);
    ::lseek(look, 0, SEEK_END);
    ::close(look);
  }
  const bool written = ::write(file, "100\n", 4) == 4;
  lock.l_type = F_UNLCK;
  ::fcntl(file, F_SETLKW, &lock);
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  return written ? 0 : 1;
}
