// Homework: the parent was to print last, but does not wait for its child.
#include <unistd.h>

#include <cstdio>

int main() {
  if (::fork() == 0) {
    std::puts("child: done");
    return 0;
  }
  std::puts("parent: all done");
}
