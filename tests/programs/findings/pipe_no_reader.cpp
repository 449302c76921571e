// The parent writes for its child, which has closed the wrong end: the reading one. Mended: the
// child reads.
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char**) {
  const bool mended = argc > 1;
  int ends[2];
  if (::pipe(ends) != 0) return 1;
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(ends[mended ? 1 : 0]);
    char byte;
    while (mended && ::read(ends[0], &byte, 1) > 0) continue;
    ::_exit(0);
  }
  ::close(ends[0]);
  if (!mended) ::waitpid(child, nullptr, 0);
  const bool written = ::write(ends[1], "hello", 5) == 5;
  ::close(ends[1]);
  if (mended) ::waitpid(child, nullptr, 0);
  return written ? 0 : 1;
}
