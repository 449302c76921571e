// fork() has told each of them who it is.

#include <unistd.h>

#include <cstdio>

int main() {
  const pid_t child = ::fork();
  std::puts(child == 0 ? "child" : "parent");
}
