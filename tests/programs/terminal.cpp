// What a program sees of its outputs: terminals or pipes, their size, and whether stdio buffers
// lines.
#include <sys/ioctl.h>
#include <sys/stat.h>

#include "tell.h"

static const char* kind(int fd) {
  struct stat status{};
  ::fstat(fd, &status);
  return S_ISCHR(status.st_mode) ? "device" : S_ISFIFO(status.st_mode) ? "pipe" : "other";
}

int main() {
  winsize size{};
  ::ioctl(1, TIOCGWINSZ, &size);
  tell("output: terminal %d, %s, %d columns, %d rows", ::isatty(1), kind(1), size.ws_col,
       size.ws_row);
  tell("errors: terminal %d, %s", ::isatty(2), kind(2));
  tell("name: %s", ::ttyname(1) ? "yes" : "no");
  std::printf("buffered ");
  std::fflush(stdout);
  std::printf("line\n");
  const pid_t child = ::fork();  // copies what stdio still holds
  if (child != 0) end_of(child);
}
