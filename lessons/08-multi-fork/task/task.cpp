// Three children? Count them.

#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>

int main() {
  for (int i = 1; i <= 3; ++i) {
    if (::fork() == 0) {
      std::printf("child %d\n", i);
      // Your part: where does the child go on?
    }
  }

  // Your part: are they all done?
  std::puts("all done");
}
