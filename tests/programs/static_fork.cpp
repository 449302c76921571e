// A static program: no loader, no interpreter, one exec.
#include "tell.h"

int main() {
  const pid_t child = ::fork();
  if (child == 0) {
    tell("static child: %s", ::getppid() == ::getpid() ? "wrong" : "right");
    ::_exit(5);
  }
  tell("static parent: %s", end_of(child).c_str());
}
