// A time as the kernel has it (timespec, timeval), as seconds and as a duration.
#pragma once

#include <sys/time.h>

#include <chrono>
#include <cmath>
#include <ctime>

#include "base/room.h"

namespace procdemo::base {

inline timespec to_timespec(const timespec& time) {
  return time;
}

inline timespec to_timespec(const timeval& time) {
  return {time.tv_sec, time.tv_usec * 1000};
}

inline timeval to_timeval(const timespec& time) {
  return {time.tv_sec, time.tv_nsec / 1000};
}

inline timespec to_timespec(std::chrono::nanoseconds time) {
  const auto whole = std::chrono::floor<std::chrono::seconds>(time);
  return {whole.count(), (time - whole).count()};
}

inline double to_seconds(const timespec& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

inline timespec plus(timespec time, double seconds) {
  constexpr long billion = 1'000'000'000;
  const double whole = std::floor(seconds);
  time.tv_sec += static_cast<time_t>(whole);
  time.tv_nsec += static_cast<long>((seconds - whole) * 1e9);
  time.tv_sec += time.tv_nsec / billion;
  time.tv_nsec %= billion;
  return time;
}

inline timespec minus(const timespec& a, const timespec& b) {
  timespec rest = {a.tv_sec - b.tv_sec, a.tv_nsec - b.tv_nsec};
  if (rest.tv_nsec < 0) rest = {rest.tv_sec - 1, rest.tv_nsec + 1'000'000'000};
  return rest;
}

inline timespec seconds_to_timespec(double seconds) {
  return plus({}, seconds);
}

/// As the kernel asks of one that it is given.
inline bool is_valid(const timespec& time) {
  return time.tv_sec >= 0 && time.tv_nsec >= 0 && time.tv_nsec < 1'000'000'000;
}

}  // namespace procdemo::base
