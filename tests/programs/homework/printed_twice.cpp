// Homework: what was printed before fork() is still in the buffer, and in the child's copy of it.
// (Where standard output is no terminal.)
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>

int main() {
  std::puts("once");
  if (::fork() == 0) return 0;
  ::wait(nullptr);
}
