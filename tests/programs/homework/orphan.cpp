// Homework: the child was to report to its parent, who has gone.
#include <unistd.h>

#include <cstdio>

int main() {
  if (::fork() == 0) {
    ::sleep(1);
    std::printf("child: my parent has gone, somebody else has taken me in\n");
    return 0;
  }
  std::puts("parent: bye");
}
