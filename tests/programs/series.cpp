// Many forks, one after the other: each child prints, the parent prints and waits.
//
// series [how many]
#include <cstdio>

#include "tell.h"

int main(int argc, char** argv) {
  const int many = argc > 1 ? std::atoi(argv[1]) : 1000;
  for (int i = 0; i < many; ++i) {
    std::fflush(stdout);
    const pid_t child = ::fork();
    if (child < 0) return 1;
    if (child == 0) {
      std::printf("child\n");
      std::exit(0);
    }
    std::printf("parent\n");
    ::waitpid(child, nullptr, 0);
  }
}
