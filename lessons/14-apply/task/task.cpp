// Two workers, and yet one task at a time.

#include <cstdio>

#include "multiprocess/pool.h"

using multiprocess::Pool;

int work(int n) {
  std::printf("work %d\n", n);
  return 10 * n;
}

int main() {
  Pool pool(2);
  for (int n = 1; n <= 3; ++n) {
    // Your part: who waits here, and what for?
    const int result = pool.apply(work, n);
    std::printf("handed over %d\n", n);
    std::printf("got %d\n", result);
  }
  pool.close();
  pool.join();
}
