// When the tasks ran: what the page, concurrency.cpp, writes down and draws. All times are in
// microseconds.
#pragma once

#include <sys/mman.h>

#include <algorithm>
#include <ctime>
#include <string>

inline long read_clock(clockid_t clock) {
  timespec now;
  ::clock_gettime(clock, &now);
  return now.tv_sec * 1'000'000 + now.tv_nsec / 1'000;
}

/// Where two readings of the clock, one right after the other, lie further apart than this, the
/// processor was somebody else's in between.
constexpr long shortest_gap = 20;

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

  /// For how long it ran between two moments.
  long ran_in(long from, long to) const {
    long time = 0;
    for (int i = 0; i < used; ++i) time += shared({from, to}, slices[i]);
    return time;
  }

  static long shared(const Slice& a, const Slice& b) {
    return std::max(0L, std::min(a.end, b.end) - std::max(a.begin, b.begin));
  }
};

/// A row for each task.
struct Chart {
  std::string a, b;
};

/// The two tasks of one part. The processes that do them write, the parent reads when they are
/// done.
struct Timeline {
  Task a, b;

  long begin() const { return std::min(a.slices[0].begin, b.slices[0].begin); }
  long end() const { return std::max(a.slices[a.used - 1].end, b.slices[b.used - 1].end); }

  /// One character for each step in time: a # where the task ran. A step in which both ran at the
  /// same moment has a # in both rows; in another one only the task has it that ran longer.
  Chart chart(long step) const {
    Chart rows;
    for (long from = begin(); from < end(); from += step) {
      const long to = from + step;
      const long ran_a = a.ran_in(from, to), ran_b = b.ran_in(from, to);
      const bool both = both_in(from, to) > 0;
      rows.a += both || (ran_a > 0 && ran_a >= ran_b) ? '#' : '.';
      rows.b += both || ran_b > ran_a ? '#' : '.';
    }
    return rows;
  }

  /// For how long both ran at the same moment.
  long both_at_once() const { return both_in(begin(), end()); }

  /// The same, between two moments. What is shorter than the gaps that are taken for none proves
  /// nothing, and does not count.
  long both_in(long from, long to) const {
    long both = 0;
    for (int i = 0, j = 0; i < a.used && j < b.used;) {
      if (Task::shared(a.slices[i], b.slices[j]) > shortest_gap) {
        both += Task::shared({from, to}, {std::max(a.slices[i].begin, b.slices[j].begin),
                                          std::min(a.slices[i].end, b.slices[j].end)});
      }
      ++(a.slices[i].end < b.slices[j].end ? i : j);
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
