// join() waits for the end of its process: when both have returned, both have ended.

#include <cstdio>

#include "multiprocess/process.h"

using multiprocess::Process;

void work(const char* name) {
  std::printf("%s works\n", name);
}

int main() {
  Process ana(work, "ana"), ben(work, "ben");
  ana.start();
  ben.start();
  std::puts("both are at it");

  ana.join();
  ben.join();
  std::puts("all done");
}
