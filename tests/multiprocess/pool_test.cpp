// What a pool does with tasks: results, failures, callbacks, and its end.
#include "multiprocess/pool.h"

#include <cstdio>
#include <list>
#include <map>
#include <set>
#include <sstream>

#include "base/own_signal.h"
#include "catch.h"
#include "multiprocess/process.h"
#include "multiprocess/relatives.h"

using namespace multiprocess;
using namespace multiprocess::test;
using namespace std::chrono_literals;

namespace {

std::string greet(const std::string& whom, std::string_view how, const char* mark) {
  return std::string(how) + ", " + whom + mark;
}

std::string greet_one(std::string whom) {
  return "hi " + whom;
}

int find_row(int row) {
  throw std::out_of_range("no row " + std::to_string(row));
}

void add_to(int& number) {
  number += 1;
}

struct Account {
  int balance = 0;
  int with_interest(int percent) const { return balance * (100 + percent) / 100; }
};

// Says while it is packed that it cannot be.
struct Stubborn {
  template <class Archive>
  void serialize(Archive&) {
    throw std::domain_error("I stay here");
  }
  std::string not_plain;
};

template <class Exception>
std::string told_by(const std::function<void()>& action) {
  try {
    action();
  } catch (const Exception& error) {
    return error.what();
  }
  return "nothing was thrown";
}

}  // namespace

TEST_CASE("a pool calls functions in other processes") {
  Pool pool(2);
  CHECK(pool.apply(square, 7) == 49);
  CHECK(pool.apply(greet, "Ana", "hello", "!") == "hello, Ana!");
  CHECK(pool.apply([](auto one, auto other) { return one + other; }, 2, 0.5) == 2.5);
  CHECK(pool.apply(&Account::with_interest, Account{200}, 5) == 210);
  pool.apply(add_to, 1);
  pool.apply([] {});
  const pid_t worker = pool.apply(::getpid);
  const std::vector<pid_t> pids = pool.pids();
  CHECK(worker != ::getpid());
  CHECK(std::count(pids.begin(), pids.end(), worker) == 1);
}

TEST_CASE("a function may carry plain values with it") {
  Pool pool(1);
  const int summand = ::getpid();
  CHECK(pool.apply([summand](int number) { return number + summand; }, 37) == 37 + summand);
}

TEST_CASE("arguments and results of any kind and size arrive whole") {
  Pool pool(2);
  std::map<std::string, std::vector<int>> index{{"a", {1, 2}}, {"b", {}}};
  CHECK(pool.apply([](std::map<std::string, std::vector<int>> same) { return same; }, index) ==
        index);
  const auto reversed = [](std::string text) { return std::string(text.rbegin(), text.rend()); };
  for (const std::size_t size : {0, 1, 83, 84, 85, 4096, 4097, 1 << 20}) {
    std::string text(size, 'x');
    for (std::size_t i = 0; i < size; ++i) text[i] = static_cast<char>(i * 7);
    const std::string expected(text.rbegin(), text.rend());
    CHECK(pool.apply(reversed, text) == expected);
  }
}

TEST_CASE("results of a megabyte are held until they are asked for") {
  Pool pool(2);
  std::vector<AsyncResult<std::string>> results;
  for (char c = 'a'; c <= 'z'; ++c)
    results.push_back(
        pool.apply_async([](char letter) { return std::string(1 << 20, letter); }, c));
  for (char c = 'a'; c <= 'z'; ++c) CHECK(results[c - 'a'].get() == std::string(1 << 20, c));
}

TEST_CASE("a result may be asked for in every order, twice, and late") {
  std::optional<AsyncResult<int>> late;
  {
    Pool pool(3);
    std::vector<AsyncResult<int>> results;
    for (int i = 0; i < 100; ++i) results.push_back(pool.apply_async(square, i));
    for (int i = 99; i >= 0; --i) CHECK(results[i].get() == i * i);
    CHECK(results[7].get() == 49);
    late = results[9];
  }
  CHECK(late->get() == 81);
}

TEST_CASE("a result says whether it is ready, and how it went") {
  const Gate gate;
  Pool pool(1);
  const auto result = pool.apply_async([&gate](int number) { return gate.wait(), number; }, 7);
  CHECK_FALSE(result.ready());
  CHECK_THROWS_AS(result.successful(), std::logic_error);
  CHECK_FALSE(result.wait(0s));
  CHECK_FALSE(result.wait(-1s));
  CHECK_FALSE(result.wait(1ms));
  CHECK_THROWS_AS(result.get(0s), Timeout);
  CHECK_THROWS_AS(result.get(-1s), Timeout);
  CHECK_THROWS_AS(result.get(1ms), Timeout);
  gate.open();
  result.wait();
  CHECK(result.ready());
  CHECK(result.successful());
  CHECK(result.get(0s) == 7);
  CHECK_FALSE([&] {
    const auto failed = pool.apply_async(find_row, 1);
    failed.wait();
    return failed.successful();
  }());
}

TEST_CASE("ready alone is enough to learn of the end") {
  Pool pool(1);
  const auto result = pool.apply_async(square, 3);
  CHECK(comes_true([&] { return result.ready(); }));
}

TEST_CASE("a task's exception arrives with its type and message") {
  Pool pool(1);
  const auto result = pool.apply_async(find_row, 7);
  try {
    result.get();
    FAIL("it threw nothing");
  } catch (const TaskFailed& failure) {
    CHECK(failure.type() == "std::out_of_range");
    CHECK(failure.message() == "no row 7");
    CHECK(failure.what() == std::string("std::out_of_range: no row 7"));
  }
  CHECK(told_by<TaskFailed>([&] { pool.apply([] { throw 7; }); }) == "int");
  CHECK(
      told_by<TaskFailed>([&] { pool.apply([] { throw std::string("no"); }); }).ends_with(": no"));
  CHECK(pool.apply(square, 2) == 4);
}

TEST_CASE("a result that cannot be packed is a failure of the task") {
  Pool pool(1);
  CHECK(told_by<TaskFailed>([&] { pool.apply([] { return Stubborn(); }); }) ==
        "std::domain_error: I stay here");
  CHECK(pool.apply(square, 2) == 4);
}

TEST_CASE("arguments that cannot be packed leave the pool as it was") {
  Pool pool(1);
  CHECK_THROWS_AS(pool.apply([](Stubborn) {}, Stubborn()), std::domain_error);
  CHECK(pool.apply(square, 2) == 4);
}

TEST_CASE("exactly one callback is called, once, in the owner's next calls") {
  Pool pool(2);
  std::multiset<int> done;
  std::multiset<std::string> failed;
  const Callbacks callbacks{[&](int result) { done.insert(result); },
                            [&](const std::exception& error) { failed.insert(error.what()); }};
  for (int i = 0; i < 1000; ++i) {
    pool.apply_async(callbacks, square, i);
    pool.apply_async(callbacks, find_row, i);
  }
  pool.close();
  pool.join();
  std::multiset<int> squares;
  std::multiset<std::string> failures;
  for (int i = 0; i < 1000; ++i) {
    squares.insert(i * i);
    failures.insert("std::out_of_range: no row " + std::to_string(i));
  }
  CHECK(done == squares);
  CHECK(failed == failures);
}

TEST_CASE("a callback need not care for failures, nor for a result") {
  Pool pool(1);
  int calls = 0;
  pool.apply_async(Callbacks{[&] { ++calls; }}, [] {});
  pool.apply_async(Callbacks{[&](int) { ++calls; }}, find_row, 1);
  pool.close();
  pool.join();
  CHECK(calls == 1);
}

TEST_CASE("what a callback throws comes out of the call that runs it, and does no harm") {
  Pool pool(1);
  int calls = 0;
  const auto result = pool.apply_async(Callbacks{[&](int) {
                                         ++calls;
                                         throw std::runtime_error("enough");
                                       }},
                                       square, 1);
  CHECK(told_by<std::runtime_error>([&] { result.wait(); }) == "enough");
  CHECK(result.get() == 1);
  CHECK(pool.apply(square, 2) == 4);
  CHECK(calls == 1);
}

TEST_CASE("a callback may use the pool") {
  Pool pool(2);
  std::vector<int> seen;
  const auto go_on = [&](int result) {
    seen.push_back(result);
    pool.apply_async(Callbacks{[&](int next) { seen.push_back(next); }}, square, result);
    seen.push_back(pool.apply(square, 10));
    pool.close();
  };
  pool.apply_async(Callbacks{go_on}, square, 2).wait();
  pool.join();
  CHECK(std::multiset<int>(seen.begin(), seen.end()) == std::multiset<int>{4, 16, 100});
}

TEST_CASE("map gives the results in the order of the items") {
  Pool pool(3);
  CHECK(pool.map(square, std::vector{1, 2, 3}) == std::vector{1, 4, 9});
  CHECK(pool.map(greet_one, std::list<const char*>{"Ana", "Bo"}) ==
        std::vector<std::string>{"hi Ana", "hi Bo"});
  std::istringstream numbers("1 2 3 4 5");
  CHECK(pool.map(square, std::ranges::istream_view<int>(numbers)) == std::vector{1, 4, 9, 16, 25});
  pool.map([](int) {}, std::views::iota(0, 10));
  const auto many = pool.map([](int i) { return i % 2 == 0; }, std::views::iota(0, 10'000), 7);
  CHECK(std::count(many.begin(), many.end(), true) == 5000);
}

TEST_CASE("map and imap over nothing are nothing, at once") {
  const Gate gate;
  Pool pool(1);
  pool.apply_async([&gate] { gate.wait(); });
  CHECK(pool.map(square, std::vector<int>()).empty());
  for (const int result : pool.imap(square, std::vector<int>())) FAIL(result);
}

TEST_CASE("map throws what the first failed item threw, when all are done") {
  Pool pool(2);
  const auto fail_at_7 = [](int i) { return i >= 7 ? find_row(i) : i; };
  CHECK(told_by<TaskFailed>([&] { pool.map(fail_at_7, std::views::iota(0, 10), 1); }) ==
        "std::out_of_range: no row 7");
}

TEST_CASE("imap yields results as they come, and goes on after a failure") {
  const Gate gate;
  Pool pool(2);
  const auto held_at_3 = [&gate](int i) {
    if (i == 3) gate.wait();
    return i == 1 ? find_row(i) : i * i;
  };
  const auto results = pool.imap(held_at_3, std::vector{0, 1, 2, 3});
  CHECK(results.size() == 4);
  auto result = results.begin();
  CHECK(*result++ == 0);
  CHECK_THROWS_AS(*result, TaskFailed);
  CHECK(*++result == 4);
  gate.open();
  CHECK(*++result == 9);
  CHECK(++result == results.end());
}

TEST_CASE("join waits for every task") {
  const Report report;
  Pool pool(3);
  for (int i = 0; i < 10; ++i) pool.apply_async([&report, i] { report.say(i); });
  pool.close();
  pool.join();
  std::multiset<long> said;
  for (int i = 0; i < 10; ++i) said.insert(report.number());
  CHECK(said == std::multiset<long>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
  CHECK(pool.pids().empty());
  pool.join();
  pool.close();
  pool.terminate();
}

TEST_CASE("join before close, and tasks after it, are errors") {
  Pool pool(1);
  CHECK(told_by<std::logic_error>([&] { pool.join(); }) ==
        pool.name() + " is open: close() or terminate() it before join()");
  pool.close();
  CHECK_THROWS_AS(pool.apply(square, 1), Closed);
  CHECK_THROWS_AS(pool.apply_async(square, 1), Closed);
  CHECK_THROWS_AS(pool.map(square, std::vector{1}), Closed);
  pool.join();
}

TEST_CASE("a pool has at least one worker") {
  CHECK_THROWS_AS(Pool(0), std::invalid_argument);
  CHECK_THROWS_AS(Pool(-1), std::invalid_argument);
  CHECK_THROWS_AS(Pool(1 << 20), std::invalid_argument);
  CHECK(Pool(1).pids().size() == 1);
  CHECK(Pool().pids().size() >= 1);
}

TEST_CASE("a pool can be moved, and the moved one says so") {
  Pool pool(1);
  const auto result = pool.apply_async(square, 3);
  Pool other = std::move(pool);
  CHECK(result.get() == 9);
  CHECK(other.apply(square, 4) == 16);
  // NOLINTNEXTLINE(bugprone-use-after-move)
  CHECK_THROWS_AS(pool.apply(square, 5), std::logic_error);
}

TEST_CASE("more tasks than workers can see are all done, in the owner's calls") {
  const Gate gate;
  Pool pool(2);
  for (int i = 0; i < 2; ++i) pool.apply_async([&gate] { gate.wait(); });
  long sum = 0;
  constexpr long many = 100'000;
  for (long i = 0; i < many; ++i)
    pool.apply_async(
        Callbacks{[&](long number) { sum += number; }}, [](long same) { return same; }, i);
  gate.open(2);
  pool.close();
  pool.join();
  CHECK(sum == many * (many - 1) / 2);
}

TEST_CASE("what a task printed is there before its result") {
  const Report report;
  Pool pool(1);
  pool.apply([&report] { ::dup2(report.write_end(), STDOUT_FILENO); });
  pool.apply([] { std::printf("printed\n"); });
  CHECK(report.word() == "printed");
}

TEST_CASE("a child that a task forks, and that returns from it, is no second worker") {
  const Report report;
  Pool pool(1);
  const auto fork_and_return = [&report] {
    const pid_t child = ::fork();
    if (child == 0) report.say(::getpid());
    return child;
  };
  const pid_t child = pool.apply(fork_and_return);
  CHECK(report.number() == child);
  CHECK(comes_true([&] { return !procdemo::base::is_alive(child); }));
  CHECK(pool.apply(square, 3) == 9);
}

TEST_CASE("a pool belongs to the process that made it") {
  Pool pool(1);
  const auto result = pool.apply_async([] { ::pause(); });
  const Report report;
  Process other([&] {
    report.say(told_by<std::logic_error>([&] { pool.apply(square, 1); }));
    report.say(told_by<std::logic_error>([&] { result.get(); }));
    Pool copy = std::move(pool);  // and is destroyed
  });
  other.start();
  other.join();
  const std::string refusal = pool.name() + " is another process's pool: make one in this process";
  CHECK(report.word() == refusal);
  CHECK(report.word() == refusal);
  CHECK(other.exitcode() == 0);
  CHECK(pool.pids().size() == 1);
  CHECK(procdemo::base::is_alive(pool.pids().front()));
}

TEST_CASE("a task may have a pool of its own") {
  Pool pool(2);
  const auto sum_of_squares = [](int up_to) {
    Pool inner(2);
    int sum = 0;
    for (const int result : inner.map(square, std::views::iota(0, up_to))) sum += result;
    return sum;
  };
  CHECK(pool.map(sum_of_squares, std::vector{3, 4, 5}, 1) == std::vector{5, 14, 30});
}

TEST_CASE("workers have equally many descriptors, later ones too") {
  Pool pool(3);
  const auto counts_are_equal = [&] {
    std::set<long> counts;
    const std::vector<pid_t> workers = pool.pids();
    for (const pid_t worker : workers) counts.insert(count_descriptors(std::to_string(worker)));
    return workers.size() == 3 && counts.size() == 1;
  };
  CHECK(comes_true(counts_are_equal));
  CHECK_THROWS_AS(pool.apply([] { procdemo::base::signal_self(SIGKILL); }), WorkerDied);
  CHECK(comes_true([&] { return pool.apply(square, 1) == 1 && counts_are_equal(); }));
}
