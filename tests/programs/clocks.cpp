// All clocks that tell the time of day or the time since a start: a sleep takes as long by each of
// them. The clock of the processor's time, which does not pass in a sleep, is another matter.
//
// clocks [seconds]
#include <sys/time.h>
#include <sys/times.h>

#include <ctime>

#include "tell.h"

static double seconds(const timespec& time) {
  return time.tv_sec + time.tv_nsec / 1e9;
}

static double by_clock(clockid_t clock) {
  timespec time;
  ::clock_gettime(clock, &time);
  return seconds(time);
}

static double by_gettimeofday() {
  timeval time;
  ::gettimeofday(&time, nullptr);
  return time.tv_sec + time.tv_usec / 1e6;
}

struct Clock {
  const char* name;
  double (*now)();
};

static const Clock clocks[] = {
    {"realtime", [] { return by_clock(CLOCK_REALTIME); }},
    {"monotonic", [] { return by_clock(CLOCK_MONOTONIC); }},
    {"boottime", [] { return by_clock(CLOCK_BOOTTIME); }},
    {"monotonic-raw", [] { return by_clock(CLOCK_MONOTONIC_RAW); }},
    {"realtime-coarse", [] { return by_clock(CLOCK_REALTIME_COARSE); }},
    {"monotonic-coarse", [] { return by_clock(CLOCK_MONOTONIC_COARSE); }},
    {"gettimeofday", by_gettimeofday},
    {"time", [] { return static_cast<double>(::time(nullptr)); }},
    {"processor", [] { return by_clock(CLOCK_PROCESS_CPUTIME_ID); }},
};

int main(int argc, char** argv) {
  double before[std::size(clocks)];
  for (std::size_t i = 0; i < std::size(clocks); ++i) before[i] = clocks[i].now();
  timespec time{argc > 1 ? std::atoi(argv[1]) : 2, 0};
  ::nanosleep(&time, nullptr);
  for (std::size_t i = 0; i < std::size(clocks); ++i)
    tell("%s %.3f", clocks[i].name, clocks[i].now() - before[i]);
  tell("after 2020: %s", ::time(nullptr) > 1577836800 ? "yes" : "no");
}
