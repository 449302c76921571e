// Who ran when: what the page, schedule.cpp, writes down and tells. And how it reads clocks.
#pragma once

#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/sdt.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <ctime>
#include <span>
#include <string>

constexpr int workers = 3;
constexpr const char* names[workers] = {"A", "B", "C"};

/// A time on the processor, in which no other worker ran. In microseconds.
struct Slice {
  int who;
  long begin, end;
  long ran;  ///< less than the whole where strangers came between
};

/// What the kernel has counted for a process: time on a processor (nanoseconds), and how often it
/// was put on one.
struct Account {
  long ran, slices;
};

/// Shared by all workers: fork() does not copy it (see share_timeline).
struct Timeline {
  std::atomic<bool> over;  ///< one of them has had enough
  std::atomic<int> turn;   ///< who ran last
  std::atomic<int> used;
  Slice slices[2000];
  pthread_barrier_t barrier;

  void add(const Slice& slice) {
    if (used < 2000) slices[used++] = slice;
  }
  std::span<Slice> all() { return {slices, static_cast<std::size_t>(used)}; }

  /// Whoever comes here waits until all are here.
  void meet() { ::pthread_barrier_wait(&barrier); }
};

inline Timeline& share_timeline() {
  void* const memory =
      ::mmap(nullptr, sizeof(Timeline), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  Timeline& timeline = *static_cast<Timeline*>(memory);  // all zeros
  pthread_barrierattr_t attributes;
  ::pthread_barrierattr_init(&attributes);
  ::pthread_barrierattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
  ::pthread_barrier_init(&timeline.barrier, &attributes, workers);
  return timeline;
}

inline long microseconds(clockid_t clock) {
  timespec now;
  ::clock_gettime(clock, &now);
  return now.tv_sec * 1'000'000 + now.tv_nsec / 1'000;
}
inline long clock_now() {
  return microseconds(CLOCK_MONOTONIC);
}
inline long processor_time() {
  return microseconds(CLOCK_PROCESS_CPUTIME_ID);
}

/// Three numbers: time on a processor, time spent waiting for one, slices.
inline Account read_schedstat() {
  static const int file = ::open("/proc/self/schedstat", O_RDONLY | O_CLOEXEC);
  char text[100] = "";
  Account account = {};
  if (::pread(file, text, sizeof text - 1, 0) <= 0) return account;
  std::sscanf(text, "%ld %*d %ld", &account.ran, &account.slices);
  return account;
}

/// The slices as letters, in the order of time.
inline void draw(Timeline& timeline) {
  std::ranges::sort(timeline.all(), {}, &Slice::begin);
  const long whole = timeline.all().back().end - timeline.all().front().begin + 1;
  std::string chart;
  for (const Slice& slice : timeline.all()) {
    const long letters = std::max(1L, (slice.end - slice.begin) * 60 / whole);
    chart.append(static_cast<std::size_t>(letters), *names[slice.who]);
  }
  std::puts(chart.c_str());
}

/// All go through the list side by side: each tells its own slices, and all of them come in the
/// order of time. Then each tells what it has seen in all, and what the kernel has counted.
inline void tell(Timeline& timeline, int me, const char* part, const Account& kernel) {
  long seen = 0, slices = 0;
  for (const Slice& slice : timeline.all()) {
    timeline.meet();
    if (slice.who != me) continue;
    const long begin = slice.begin - timeline.slices[0].begin, length = slice.end - slice.begin;
    DTRACE_PROBE2(schedule, slice, begin, length);
    seen += slice.ran, ++slices;
  }

  for (int who = 0; who <= me; ++who) timeline.meet();
  const int nice = ::getpriority(PRIO_PROCESS, 0), processor = ::sched_getcpu();
  const long ran = kernel.ran / 1000;
  std::printf("%s saw %ld ms, %ld\n", names[me], seen / 1000, slices);
  std::printf("%s had %ld ms, %ld\n", names[me], ran / 1000, kernel.slices);
  DTRACE_PROBE8(schedule, share, part, names[me], nice, processor, seen, slices, ran,
                kernel.slices);
  for (int who = me; who < workers; ++who) timeline.meet();
}
