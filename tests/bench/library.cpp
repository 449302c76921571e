// The multiprocess library at work, for the benchmarks.
//
// library WORK [N]: does N operations of one kind and prints "OPERATIONS SECONDS".
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <deque>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "bench/work.h"
#include "multiprocess/file_lock.h"
#include "multiprocess/manager.h"
#include "multiprocess/pool.h"
#include "multiprocess/process.h"
#include "multiprocess/queue.h"

using namespace multiprocess;
using procdemo::bench::timed;

namespace {

constexpr std::size_t usual_capacity = 1024;
constexpr int lockers = 3;

using Small = std::array<char, 16>;
using Large = std::array<char, 64 * 1024>;  // 16 of them are as much as the peer's pipe holds

void nothing() {}

void processes(long n) {
  timed(n, [&] {
    for (long i = 0; i < n; ++i) {
      Process process(nothing);
      process.start();
      process.join();
    }
  });
}

// So many are queued at any time.
void tasks(long n, int workers, long queued) {
  Pool pool(workers);
  pool.apply(nothing);
  timed(n, [&] {
    std::deque<AsyncResult<void>> results;
    for (long i = 0; i < n; ++i) {
      results.push_back(pool.apply_async(nothing));
      if (i < queued) continue;
      results.front().get();
      results.pop_front();
    }
    for (AsyncResult<void>& result : results) result.get();
  });
}

void apply(long n) {
  Pool pool(2);
  pool.apply(nothing);
  timed(n, [&] {
    for (long i = 0; i < n; ++i) pool.apply(nothing);
  });
}

// `pairs` producers and as many consumers share n items.
template <class Item>
void queue(long n, int pairs, std::size_t capacity) {
  Queue<Item> items(capacity);
  const long each = n / pairs;
  std::vector<Process> workers;
  for (int i = 0; i < pairs; ++i) {
    workers.emplace_back([&] {
      const Item item{};
      for (long k = 0; k < each; ++k) items.put(item);
    });
    workers.emplace_back([&] {
      for (long k = 0; k < each; ++k) items.get();
    });
  }
  timed(each * pairs, [&] {
    for (Process& worker : workers) worker.start();
    for (Process& worker : workers) worker.join();
  });
}

// One process fills it and empties it.
void fill(long n, std::size_t capacity) {
  Queue<Small> items(capacity);
  const Small item{};
  timed(n, [&] {
    for (long done = 0; done < n; done += static_cast<long>(capacity)) {
      for (std::size_t i = 0; i < capacity; ++i) items.put(item);
      for (std::size_t i = 0; i < capacity; ++i) items.get();
    }
  });
}

void managed(long n) {
  Manager manager;
  auto items = manager.queue<std::string>();
  timed(n, [&] {
    for (long i = 0; i < n; ++i) {
      items.put("item");
      items.get();
    }
  });
}

void append(const std::string& path, long n) {
  for (long i = 0; i < n; ++i) {
    const FileLock lock(path);
    if (::write(lock.fd(), "13912345678|", 12) != 12) std::abort();
  }
}

void appends(long n) {
  char path[] = "/tmp/procdemo-bench-XXXXXX";
  ::close(::mkstemp(path));
  Pool pool(lockers);
  pool.apply(nothing);
  timed(n, [&] {
    std::vector<AsyncResult<void>> results;
    for (int i = 0; i < lockers; ++i)
      results.push_back(pool.apply_async(append, std::string(path), n / lockers));
    for (AsyncResult<void>& result : results) result.get();
  });
  ::unlink(path);
}

const std::map<std::string, std::function<void(long)>> works = {
    {"process", processes},
    {"async-all", [](long n) { tasks(n, 2, n); }},
    {"async", [](long n) { tasks(n, 2, 1000); }},
    {"async-1", [](long n) { tasks(n, 1, 1000); }},
    {"async-10-1", [](long n) { tasks(n, 1, 10); }},
    {"async-10", [](long n) { tasks(n, 2, 10); }},
    {"async-100", [](long n) { tasks(n, 2, 100); }},
    {"async-16-workers", [](long n) { tasks(n, 16, 1000); }},
    {"async-128-workers", [](long n) { tasks(n, 128, 1000); }},
    {"apply", apply},
    {"queue", [](long n) { queue<Small>(n, 1, usual_capacity); }},
    {"queue-2", [](long n) { queue<Small>(n, 2, usual_capacity); }},
    {"queue-64k", [](long n) { queue<Large>(n, 1, 16); }},
    {"fill-10", [](long n) { fill(n, 10); }},
    {"fill-1000", [](long n) { fill(n, 1000); }},
    {"fill-1000000", [](long n) { fill(n, 1'000'000); }},
    {"manager", managed},
    {"append", appends},
};

}  // namespace

int main(int argc, char** argv) {
  const auto work = argc == 3 ? works.find(argv[1]) : works.end();
  if (work == works.end()) return 2;
  work->second(std::atol(argv[2]));
}
