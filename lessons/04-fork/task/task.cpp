// Two processes, and each should print its own word: who is who?

#include <unistd.h>

#include <cstdio>

int main() {
  [[maybe_unused]] const pid_t child = ::fork();

  // Your part: now both of them print both.
  std::puts("parent");
  std::puts("child");
}
