// Homework: a child runs a program whose name is mistyped, and nobody looks at what exec says.
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>

int main() {
  if (::fork() == 0) ::execlp("no-such-program", "no-such-program", nullptr);
  std::puts("parent: waits for the program");
  std::fflush(stdout);
  ::wait(nullptr);
}
