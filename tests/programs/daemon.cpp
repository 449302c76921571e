// A daemon, made as the books say: fork, setsid, fork again. The first two end at once; the third
// goes on in a session of its own, waits until it is an orphan, and speaks.
#include "tell.h"

int main() {
  Gate orphaned;
  const pid_t child = ::fork();
  if (child == 0) {
    ::setsid();
    tell("leads a session: %s", ::getsid(0) == ::getpid() ? "yes" : "no");
    const pid_t parent = ::getpid();
    if (::fork() != 0) ::_exit(0);
    orphaned.wait();
    tell("daemon: leads a session: %s, its parent has changed: %s",
         ::getsid(0) == ::getpid() ? "yes" : "no", ::getppid() != parent ? "yes" : "no");
    ::_exit(0);
  }
  tell("first child: %s", end_of(child).c_str());
  orphaned.open();
}
