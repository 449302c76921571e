// A child reads from a pipe to its end, and has kept the writing end open itself: there is no end.
// Or from one of a pair of sockets, and has kept the other one. Mended: it closes that first.
//
// pipe_end_open [wrong|mended] [sockets]
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <string_view>

int main(int argc, char** argv) {
  const bool mended = argc > 1 && std::string_view(argv[1]) == "mended";
  int ends[2];
  if ((argc > 2 ? ::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) : ::pipe(ends)) != 0) return 1;
  const pid_t child = ::fork();
  if (child == 0) {
    if (mended) ::close(ends[1]);
    char byte;
    while (::read(ends[0], &byte, 1) > 0) continue;
    ::_exit(0);
  }
  ::close(ends[0]);
  const bool written = ::write(ends[1], "hello", 5) == 5;
  ::close(ends[1]);
  ::waitpid(child, nullptr, 0);
  return written ? 0 : 1;
}
