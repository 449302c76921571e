// Two processes ask each other, and each waits for the other's question first. Mended: one of them
// asks.
#include <sys/wait.h>
#include <unistd.h>

namespace {

bool hear(int from) {
  char byte;
  return ::read(from, &byte, 1) == 1;
}

bool say(int to) {
  return ::write(to, "?", 1) == 1;
}

}  // namespace

int main(int argc, char**) {
  const bool mended = argc > 1;
  int down[2], up[2];
  if (::pipe(down) != 0 || ::pipe(up) != 0) return 1;
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(down[1]);
    ::close(up[0]);
    ::_exit(hear(down[0]) && say(up[1]) ? 0 : 1);
  }
  ::close(down[0]);
  ::close(up[1]);
  const bool understood = mended ? say(down[1]) && hear(up[0]) : hear(up[0]) && say(down[1]);
  ::waitpid(child, nullptr, 0);
  return understood ? 0 : 1;
}
