// The parent stays until its child has ended: so the child's getppid() is the parent's PID.

#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>

int main() {
  if (::fork() == 0) {
    std::printf("my parent is %d\n", ::getppid());
    return 0;
  }

  ::wait(nullptr);
}
