// A probe that works out its argument only when somebody observes: it has a semaphore.
#define _SDT_HAS_SEMAPHORES 1
#include <sys/sdt.h>

#include "tell.h"

extern "C" {
[[gnu::section(".probes")]] unsigned short multiprocess_costly_semaphore = 0;
}

int main() {
  for (int round = 1; round <= 2; ++round) {
    if (multiprocess_costly_semaphore != 0) DTRACE_PROBE1(multiprocess, costly, round);
  }
  tell("observers: %d", multiprocess_costly_semaphore);
}
