// Every process has a PID and a parent: getpid() asks for the one, getppid() for the other.
//
// A parent gets its child's PID from fork(). There is no call to ask for it later.

#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <string_view>

int main(int argc, char** argv) {
  const bool no_wait = argc > 1 && std::string_view(argv[1]) == "true";

  const pid_t child = ::fork();
  if (child == -1) {
    std::perror("fork");
    return 1;
  }

  std::puts("main");  // both are here: both print it

  if (child == 0) {
    std::printf("child: pid %d, parent %d\n", ::getpid(), ::getppid());
    return 0;
  }

  std::printf("parent: pid %d, child %d\n", ::getpid(), child);
  if (no_wait) return 0;  // a child that is slower than this finds itself with another parent

  ::wait(nullptr);
}
