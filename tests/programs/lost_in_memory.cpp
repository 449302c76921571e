// The same as lost_update, in shared memory: the race lies within a step, between two looks.
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>

int main() {
  auto* number = static_cast<volatile int*>(
      ::mmap(nullptr, sizeof(int), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
  const bool child = ::fork() == 0;
  *number = *number + 1;
  if (child) ::_exit(0);
  ::wait(nullptr);
  std::printf("%d\n", *number);
}
