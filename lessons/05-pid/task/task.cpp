// A child says who its parent is. Is that still true when the parent does not wait?

#include <unistd.h>

#include <cstdio>

int main() {
  if (::fork() == 0) {
    std::printf("my parent is %d\n", ::getppid());
    return 0;
  }

  // Your part: what does the parent have to do?
}
