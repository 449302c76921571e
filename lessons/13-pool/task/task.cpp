// A pool is there, and has nothing to do.

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
  std::vector<int> squares;
  for (const int n : {1, 2, 3, 4}) squares.push_back(square(n));  // Your part: let the pool do it.
  std::printf("%d %d %d %d\n", squares[0], squares[1], squares[2], squares[3]);
  pool.close();
  pool.join();
}
