// What a pool offers beside apply and map.
#include <csignal>
#include <mutex>
#include <ranges>
#include <set>
#include <stdexcept>
#include <string>
#include <tuple>
#include <vector>

#include "catch.h"
#include "multiprocess/pool.h"
#include "multiprocess/process.h"
#include "multiprocess/relatives.h"
#include "multiprocess/value.h"

using namespace multiprocess;
using namespace multiprocess::test;

namespace pool_more {

int added(int one, int other) {
  return one + other;
}

int refused_if_odd(int number) {
  if (number % 2 != 0) throw std::domain_error("odd");
  return number;
}

template <class Results>
std::multiset<int> all_of(Results&& results) {
  std::multiset<int> numbers;
  for (const int number : results) numbers.insert(number);
  return numbers;
}

int initialized = 0;

}  // namespace pool_more

using namespace pool_more;

TEST_CASE("starmap calls a function with the parts of each item") {
  Pool pool(2);
  CHECK(pool.starmap(added, std::vector<std::pair<int, int>>{{1, 2}, {3, 4}}) == std::vector{3, 7});
  CHECK(pool.starmap([](int number, const std::string& text,
                        char mark) { return std::to_string(number) + text + mark; },
                     std::vector<std::tuple<int, std::string, char>>{{1, "a", '!'}, {2, "b", '?'}},
                     1) == std::vector<std::string>{"1a!", "2b?"});
  pool.starmap([](int, int) {}, std::vector<std::pair<int, int>>{{1, 2}});
}

TEST_CASE("imap_unordered gives each result once, as they come") {
  const Gate gate;
  Pool pool(2);
  std::vector<int> numbers;
  for (const int number : pool.imap_unordered(
           [&gate](int task) {
             if (task == 1) gate.wait();
             return task;
           },
           std::vector{1, 2, 3})) {
    numbers.push_back(number);
    if (numbers.size() == 2) gate.open();
  }
  CHECK(numbers == std::vector{2, 3, 1});
  CHECK(all_of(pool.imap_unordered([](int task) { return task; }, std::views::iota(0, 1'000)))
            .size() == 1'000);
  CHECK(all_of(pool.imap_unordered([](int task) { return task; }, std::vector<int>())).empty());
}

TEST_CASE("a failed task of imap_unordered throws in its place, and one may go on") {
  Pool pool(2);
  auto results = pool.imap_unordered(refused_if_odd, std::views::iota(0, 10));
  int failed = 0;
  std::multiset<int> numbers;
  for (auto at = results.begin(); at != results.end(); ++at) {
    try {
      numbers.insert(*at);
    } catch (const TaskFailed&) {
      ++failed;
    }
  }
  CHECK(failed == 5);
  CHECK(numbers == std::multiset{0, 2, 4, 6, 8});
}

TEST_CASE("when a pool ends, what was done of imap_unordered is there, and the rest terminated") {
  const Report report;
  UnorderedResults<int> results;
  {
    Pool pool(1);
    results = pool.imap_unordered(
        [&report](int task) {
          if (task == 1) {
            report.say("the first one is done");
            for (;;) ::pause();
          }
          return task + 7;
        },
        std::vector{0, 1, 2});
    report.word();
  }
  int terminated = 0;
  std::multiset<int> numbers;
  for (auto at = results.begin(); at != results.end(); ++at) {
    try {
      numbers.insert(*at);
    } catch (const Terminated&) {
      ++terminated;
    }
  }
  CHECK(numbers == std::multiset{7});
  CHECK(terminated == 2);
}

TEST_CASE("workers that are killed fail one task of imap_unordered each") {
  Pool pool(2);
  auto results = pool.imap_unordered(
      [](int task) {
        if (task % 10 == 3) ::raise(SIGKILL);
        return task;
      },
      std::views::iota(0, 100));
  int died = 0, done = 0;
  for (auto at = results.begin(); at != results.end(); ++at) {
    try {
      done += *at >= 0;
    } catch (const WorkerDied&) {
      ++died;
    }
  }
  CHECK(died == 10);
  CHECK(done == 90);
}

TEST_CASE("an initializer is called in each worker, also in one that takes a killed one's place") {
  Value<int> calls(0);
  Pool pool({.workers = 2, .initializer = [&calls] {
               const std::lock_guard guard(calls.get_lock());
               ++calls;
               initialized = 7;
             }});
  CHECK(pool.pids().size() == 2);
  for (const int number : pool.map([](int) { return initialized; }, std::vector(20, 0)))
    CHECK(number == 7);
  CHECK_THROWS_AS(pool.apply([] { ::raise(SIGKILL); }), WorkerDied);
  CHECK(comes_true([&] { return pool.apply([] { return initialized; }) == 7 && calls == 3; }));
  CHECK(initialized == 0);
}

TEST_CASE("a pool whose workers cannot be initialized says so") {
  Process quiet([] {
    ::close(STDERR_FILENO);
    Pool pool({.workers = 1, .initializer = [] { throw std::runtime_error("no"); }});
    try {
      pool.apply(added, 1, 2);
    } catch (const Error& error) {
      const std::string text = error.what();
      ::_exit(text.find("end before they do a task") != text.npos ? 0 : 1);
    }
  });
  quiet.start();
  quiet.join();
  CHECK(quiet.exitcode() == 0);
}

TEST_CASE("a worker does so many tasks, and another takes its place") {
  Pool pool({.workers = 1, .maxtasksperchild = 3});
  std::vector<pid_t> workers;
  for (int i = 0; i < 9; ++i) workers.push_back(pool.apply(::getpid));
  CHECK(std::set<pid_t>(workers.begin(), workers.end()).size() == 3);
  CHECK(workers[0] == workers[2]);
  CHECK(workers[2] != workers[3]);
  CHECK(workers[6] == workers[8]);

  Pool crowd({.workers = 3, .maxtasksperchild = 1});
  std::multiset<int> squares;
  for (const int number : crowd.map([](int i) { return i; }, std::views::iota(0, 60), 1))
    squares.insert(number);
  CHECK(squares.size() == 60);
  crowd.close();
  crowd.join();
}

TEST_CASE("there is a processor, and a pool has as many workers as this process may use") {
  CHECK(cpu_count() >= 1);
  Pool pool(PoolOptions{});
  CHECK(pool.pids().size() == Pool().pids().size());
  CHECK_THROWS_AS(Pool({.workers = -1}), std::invalid_argument);
}
