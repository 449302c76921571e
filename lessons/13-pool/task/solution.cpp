// map() hands the numbers to the workers, and returns the results in the numbers' order.

#include <cstdio>
#include <vector>

#include "multiprocess/pool.h"

using multiprocess::Pool;

int square(int n) {
  std::printf("square %d\n", n);
  return n * n;
}

int main() {
  Pool pool(2);
  const std::vector<int> squares = pool.map(square, std::vector{1, 2, 3, 4});
  std::printf("%d %d %d %d\n", squares[0], squares[1], squares[2], squares[3]);
  pool.close();
  pool.join();
}
