// The same pool and the same tasks as in 13-pool, with apply() in place of apply_async().
//
// apply() hands a task over and waits for its result. Meanwhile nobody hands the next one over: the
// tasks are done one after the other, however many workers there are.

#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <thread>

#include "multiprocess/pool.h"

using multiprocess::Pool;
using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

// A task. It runs in a worker; what it returns goes back to the main process.
Seconds work(int number, Seconds pause) {
  std::printf("%d begins, pid %d\n", number, ::getpid());
  const auto start = Clock::now();
  std::this_thread::sleep_for(pause);
  const Seconds took = Clock::now() - start;
  std::printf("%d done after %.2f s\n", number, took.count());
  return took;
}

int main(int argc, char** argv) {
  const int tasks = argc > 1 ? std::atoi(argv[1]) : 10;
  const int workers = argc > 2 ? std::atoi(argv[2]) : 3;
  const int seed = argc > 3 ? std::atoi(argv[3]) : 1;

  // Up to 2 s for each task. The same seed gives the same times again.
  std::mt19937 random(seed);
  std::uniform_real_distribution<> up_to_2(0, 2);

  Pool pool(workers);
  Seconds all(0);
  for (int i = 0; i < tasks; ++i) {
    all += pool.apply(work, i, Seconds(up_to_2(random)));  // waits for what work() returns
  }

  std::puts("---start---");
  pool.close();
  pool.join();
  std::puts("---end---");
  std::printf("work: %.2f s\n", all.count());
}
