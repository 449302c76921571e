// A parent that reports what it does not know.

#include <cstdio>
#include <string>

#include "multiprocess/pool.h"
#include "multiprocess/queue.h"

using multiprocess::Pool, multiprocess::Queue;

Queue<std::string> done(10);  // older than the pool: each worker has it

void copy(const std::string& file) {
  std::printf("copied %s\n", file.c_str());
  // Your part: tell the parent.
}

int main() {
  Pool pool(2);
  for (const char* file : {"a", "b", "c"}) pool.apply_async(copy, std::string(file));

  for (int count = 1; count <= 3; ++count) {
    // Your part: wait until one more is done.
    std::printf("%d of 3\n", count);
  }
  pool.close();
  pool.join();
}
