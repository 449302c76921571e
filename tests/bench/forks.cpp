// The program that the benchmarks observe: forks one after the other; each child prints, the parent
// prints and waits.
//
// forks [how many]
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

int main(int argc, char** argv) {
  const int many = argc > 1 ? std::atoi(argv[1]) : 1000;
  ::setvbuf(stdout, nullptr, _IOLBF, 0);  // a write for each line, wherever it goes

  for (int i = 0; i < many; ++i) {
    const pid_t child = ::fork();
    if (child < 0) return 1;
    if (child == 0) {
      std::puts("child");
      ::_exit(0);
    }
    std::puts("parent");
    if (::waitpid(child, nullptr, 0) != child) return 1;
  }
}
