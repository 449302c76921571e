// Locks of processes, and the values that they protect.
#include "multiprocess/lock.h"

#include <chrono>
#include <mutex>
#include <stdexcept>
#include <vector>

#include "catch.h"
#include "multiprocess/forked.h"
#include "multiprocess/queue.h"
#include "multiprocess/record.h"
#include "multiprocess/relatives.h"
#include "multiprocess/value.h"

using multiprocess::Lock;
using multiprocess::Value;
using multiprocess::test::Gate;
using multiprocess::test::Report;
using multiprocess_test::await_futex_sleep;
using multiprocess_test::Forked;
using multiprocess_test::Record;
using namespace std::chrono_literals;

namespace lock_test {

// A child that has the lock, until it is killed.
Forked holder_of(Lock& lock) {
  const Report report;
  Forked holder([&] {
    lock.lock();
    report.say("locked");
    for (;;) ::pause();
  });
  report.word();
  return holder;
}

// Adds to the value in several processes at once, with `add`.
template <class Add>
void add_at_once(int processes, int times, Add add) {
  std::vector<Forked> children;
  for (int i = 0; i < processes; ++i)
    children.emplace_back([&] {
      for (int n = 0; n < times; ++n) add();
    });
  for (Forked& child : children) CHECK(child.wait() == 0);
}

}  // namespace lock_test

using namespace lock_test;

TEST_CASE("a lock is held by one process at a time") {
  Lock lock;
  CHECK(lock.name().starts_with("lock-"));
  Forked holder = holder_of(lock);
  CHECK_FALSE(lock.try_lock());
  CHECK_THROWS_AS(lock.lock(0s), multiprocess::Timeout);
  CHECK_THROWS_AS(lock.lock(1ms), multiprocess::Timeout);
  holder.kill();
  lock.lock();
  CHECK(lock.was_abandoned());
  lock.unlock();
  CHECK(lock.try_lock());
  CHECK_FALSE(lock.was_abandoned());
  lock.unlock();
}

TEST_CASE("a lock that is held, or not held, by this thread is not taken, or given, twice") {
  Lock lock;
  CHECK_THROWS_AS(lock.unlock(), std::logic_error);
  const std::lock_guard guard(lock);
  CHECK_THROWS_AS(lock.lock(), std::logic_error);
  CHECK_THROWS_AS(lock.lock(1s), std::logic_error);
  CHECK_THROWS_AS(lock.try_lock(), std::logic_error);
  CHECK(Forked([&] { lock.unlock(); }).wait() != 0);
}

TEST_CASE("those that wait for a lock get it when its holder is killed, one after the other") {
  Lock lock;
  Value<int> had_it(0);
  Forked holder = holder_of(lock);
  std::vector<Forked> waiters;
  for (int i = 0; i < 5; ++i) {
    waiters.emplace_back([&] {
      const std::lock_guard guard(lock);
      ++had_it;
    });
    await_futex_sleep(waiters.back().pid());
  }
  waiters[2].kill();
  waiters.erase(waiters.begin() + 2);
  holder.kill();
  for (Forked& waiter : waiters) CHECK(waiter.wait() == 0);
  CHECK(had_it == 4);
}

TEST_CASE("queues and values are used while one holds a lock") {
  Lock lock;
  multiprocess::Queue<int> queue(1);
  Value<int> value(0);
  const std::lock_guard guard(lock);
  queue.put(1);
  value = queue.get();
  CHECK(value == 1);
}

TEST_CASE("a counter that processes share is right with a lock") {
  Lock lock;
  Value<long> count(0), other(0);
  add_at_once(4, 2'000, [&] {
    {
      const std::lock_guard guard(lock);
      count = count + 1;
    }
    const std::lock_guard guard(other.get_lock());
    ++other;
  });
  CHECK(count == 8'000);
  CHECK(other == 8'000);
}

TEST_CASE("without a lock, what another process changed between look and change is lost") {
  Value<int> count(0);
  const Gate both_have_looked;
  const Report report;
  std::vector<Forked> children;
  for (int i = 0; i < 2; ++i)
    children.emplace_back([&] {
      const int seen = count;
      report.say("looked");
      both_have_looked.wait();
      count = seen + 1;
    });
  for (int i = 0; i < 2; ++i) report.word();
  both_have_looked.open(2);
  for (Forked& child : children) CHECK(child.wait() == 0);
  CHECK(count == 1);
}

TEST_CASE("a value is whole, however large it is and whoever is killed") {
  Value<Record> record(Record(0));
  for (int kills = 0; kills < 100; ++kills) {
    Forked writer([&] {
      for (long i = 0;; ++i) record = Record(i);
    });
    for (int looks = 0; looks < 200; ++looks)
      if (!record.get().is_whole()) FAIL("a torn value was seen");
    writer.kill();
    if (!record.get().is_whole()) FAIL("a torn value was left");
  }
  record = Record(7);
  CHECK(record.get() == Record(7));
}

TEST_CASE("a value counts, and has a name") {
  Value<int> value(40);
  value += 3;
  value -= 2;
  ++value;
  --value;
  CHECK(value.get() == 41);
  CHECK(value.name().starts_with("value-"));
  CHECK(Value<double>().get() == 0);
  CHECK(Value<char>('a', "letter").name() == "letter");
}

TEST_CASE("holders of a lock that are killed at any moment let the others go on") {
  Lock lock;
  Value<long> count(0);
  for (int kills = 0; kills < 100; ++kills) {
    Forked worker([&] {
      for (;;) {
        const std::lock_guard guard(lock);
        ++count;
      }
    });
    for (int i = 0; i < 20; ++i) {
      const std::lock_guard guard(lock);
      ++count;
    }
    worker.kill();
  }
  lock.lock(60s);
  CHECK(count >= 2'000);
  lock.unlock();
}
