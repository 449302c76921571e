// What a measured program says of itself: how many operations it did, and how long they took. So
// that starting it, and an interpreter, does not count.
#pragma once

#include <chrono>
#include <cstdio>

namespace procdemo::bench {

/// Calls `work`, and prints "OPERATIONS SECONDS".
template <class Work>
void timed(long operations, Work work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  std::printf("%ld %.9f\n", operations, took.count());
}

}  // namespace procdemo::bench
