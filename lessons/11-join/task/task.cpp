// Who has the last word?

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

  // Your part: are they done?
  std::puts("all done");
}
