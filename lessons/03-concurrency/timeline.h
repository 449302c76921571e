// When the tasks ran: what the page, concurrency.cpp, writes down and draws. All times are in
// microseconds.
#pragma once

#include <sys/mman.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <string>

inline long read_clock(clockid_t clock) {
  timespec now;
  ::clock_gettime(clock, &now);
  return now.tv_sec * 1'000'000 + now.tv_nsec / 1'000;
}

/// A time on the processor, by CLOCK_MONOTONIC.
struct Slice {
  long begin, end;
};

struct Task {
  long ran;  ///< how much of a processor it has had, by the kernel's account
  int used;
  Slice slices[20'000];  // in the order of time

  void add(const Slice& slice) {
    if (used < 20'000) slices[used++] = slice;
  }
  bool ran_at(long moment) const {
    const auto begun = [&](const Slice& slice) { return slice.begin <= moment; };
    const Slice* next = std::partition_point(slices, slices + used, begun);
    return next != slices && moment <= next[-1].end;
  }
};

/// The two tasks of one part. The processes that do them write, the parent reads when they are
/// done.
struct Timeline {
  Task a, b;

  long begin() const { return std::min(a.slices[0].begin, b.slices[0].begin); }
  long end() const { return std::max(a.slices[a.used - 1].end, b.slices[b.used - 1].end); }

  /// One character for each step in time: did it run at that moment?
  void draw(const char* name, const Task& task, long step) const {
    std::string chart;
    for (long moment = begin(); moment < end(); moment += step) {
      chart += task.ran_at(moment) ? '#' : '.';
    }
    std::printf("%s %s\n", name, chart.c_str());
  }

  /// For how long both ran at the same moment: ten looks at each millisecond.
  long both_at_once() const {
    long both = 0;
    for (long moment = begin(); moment < end(); moment += 100) {
      if (a.ran_at(moment) && b.ran_at(moment)) both += 100;
    }
    return both;
  }
};

/// In memory that fork() does not copy, all zeros.
inline Timeline& share_timeline() {
  void* const memory =
      ::mmap(nullptr, sizeof(Timeline), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  return *static_cast<Timeline*>(memory);
}
