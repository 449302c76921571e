// apply_async() returns at once, with a result that can be asked for later.

#include <cstdio>
#include <vector>

#include "multiprocess/pool.h"

using multiprocess::AsyncResult, multiprocess::Pool;

int work(int n) {
  std::printf("work %d\n", n);
  return 10 * n;
}

int main() {
  Pool pool(2);
  std::vector<AsyncResult<int>> results;
  for (int n = 1; n <= 3; ++n) {
    results.push_back(pool.apply_async(work, n));
    std::printf("handed over %d\n", n);
  }
  for (AsyncResult<int>& result : results) std::printf("got %d\n", result.get());
  pool.close();
  pool.join();
}
