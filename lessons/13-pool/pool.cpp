// A pool: a few workers, and many tasks. Each worker takes the next task when it is done with one.
//
// apply_async() hands a task over and returns at once. Which worker takes it is not certain, and in
// which order the tasks are done is not, either.

#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <string_view>
#include <thread>

#include "multiprocess/pool.h"

using multiprocess::Pool;
using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

// A task. It runs in a worker; its arguments are copies.
void work(int number, Seconds pause) {
  std::printf("%d begins, pid %d\n", number, ::getpid());
  const auto start = Clock::now();
  std::this_thread::sleep_for(pause);
  const Seconds took = Clock::now() - start;
  std::printf("%d done after %.2f s\n", number, took.count());
}

int main(int argc, char** argv) {
  const int tasks = argc > 1 ? std::atoi(argv[1]) : 10;
  const int workers = argc > 2 ? std::atoi(argv[2]) : 3;
  const bool no_join = argc > 3 && std::string_view(argv[3]) == "true";
  const int seed = argc > 4 ? std::atoi(argv[4]) : 1;

  // Up to 2 s for each task. The same seed gives the same times again.
  std::mt19937 random(seed);
  std::uniform_real_distribution<> up_to_2(0, 2);

  Pool pool(workers);  // forks them; they wait for tasks
  for (int i = 0; i < tasks; ++i) {
    pool.apply_async(work, i, Seconds(up_to_2(random)));
  }

  std::puts("---start---");
  pool.close();               // no further tasks; the workers end when all are done
  if (!no_join) pool.join();  // returns when they have ended
  std::puts("---end---");
}  // a pool that nobody joined ends its workers here, in the middle of what they do
