// Reads the processor's counter of time (rdtsc, rdtscp): what passes while nothing else is done, in
// a loop until it has counted a billion, and in a sleep of two seconds, by the nearest tenth. Says
// what passed by a clock that is asked by a call.
#include <ctime>

#include "tell.h"

#if defined(__x86_64__)

#include <x86intrin.h>

namespace {

double now() {
  timespec time;
  ::clock_gettime(CLOCK_MONOTONIC, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

}  // namespace

int main() {
  unsigned processor = 0;
  const unsigned long long first = __rdtsc(), second = __rdtscp(&processor);
  tell("%s", second > first ? "it counts" : "it stands still");
  const double before = now();
  const unsigned long long end = __rdtsc() + 1'000'000'000;
  while (__rdtsc() < end) continue;
  tell("%.1f s to a billion", now() - before);
  const unsigned long long asleep = __rdtsc();
  ::sleep(2);
  tell("%.1f billion in a sleep of 2 s", static_cast<double>(__rdtsc() - asleep) / 1e9);
}

#else

int main() {}

#endif
