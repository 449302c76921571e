// Each task reports when it is done, and the parent counts the reports.

#include <cstdio>
#include <string>

#include "multiprocess/pool.h"
#include "multiprocess/queue.h"

using multiprocess::Pool, multiprocess::Queue;

Queue<std::string> done(10);  // older than the pool: each worker has it

void copy(const std::string& file) {
  std::printf("copied %s\n", file.c_str());
  done.put(file);
}

int main() {
  Pool pool(2);
  for (const char* file : {"a", "b", "c"}) pool.apply_async(copy, std::string(file));

  for (int count = 1; count <= 3; ++count) {
    done.get();
    std::printf("%d of 3\n", count);
  }
  pool.close();
  pool.join();
}
