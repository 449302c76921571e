// A child ends where its work ends, so only the parent comes to the next fork().

#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>

int main() {
  for (int i = 1; i <= 3; ++i) {
    if (::fork() == 0) {
      std::printf("child %d\n", i);
      return 0;
    }
  }

  for (int i = 1; i <= 3; ++i) ::wait(nullptr);
  std::puts("all done");
}
