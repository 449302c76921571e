// Parent and child have the same variable at the same address, and yet not the same number in it.
//
// After fork() both see the same page of physical memory. The first one to write to the page gets
// a copy of it: copy on write.

#include <unistd.h>

#include <cstdio>

// g_num has a page of 4096 bytes to itself. Any other variable in it would be a reason to copy the
// page too, and this program has no other global.
alignas(4096) int g_num;

int main() {
  // Before fork, and by an instruction that runs: as `int g_num = 100;` it
  // would lie in a page of the program file.
  g_num = 100;
  void* const address = &g_num;

  const pid_t child = ::fork();
  if (child == -1) {
    std::perror("fork");
    return 1;
  }

  if (child == 0) {
    g_num += 1;
    std::printf("child: g_num = %d at %p\n", g_num, address);
  } else {
    ::sleep(3);  // the child is long done when the parent looks
    std::printf("parent: g_num = %d at %p\n", g_num, address);
  }
}
