// Events and semaphores.
#include "multiprocess/event.h"

#include <chrono>
#include <mutex>
#include <vector>

#include "catch.h"
#include "multiprocess/forked.h"
#include "multiprocess/relatives.h"
#include "multiprocess/semaphore.h"
#include "multiprocess/value.h"

using multiprocess::Event;
using multiprocess::Semaphore;
using multiprocess_test::await_futex_sleep;
using multiprocess_test::Forked;
using namespace std::chrono_literals;

TEST_CASE("an event is waited for by many, and stays set until it is cleared") {
  Event event;
  CHECK(event.name().starts_with("event-"));
  CHECK_FALSE(event.is_set());
  CHECK_FALSE(event.wait(0s));
  CHECK_FALSE(event.wait(1ms));
  std::vector<Forked> waiters;
  for (int i = 0; i < 5; ++i) {
    waiters.emplace_back([&] { event.wait(); });
    await_futex_sleep(waiters.back().pid());
  }
  waiters.back().kill();
  waiters.pop_back();
  event.set();
  for (Forked& waiter : waiters) CHECK(waiter.wait() == 0);
  CHECK(event.is_set());
  CHECK(event.wait(0s));
  event.wait();
  event.clear();
  CHECK_FALSE(event.is_set());
  CHECK(Event("ready").name() == "ready");
}

TEST_CASE("an event that another process sets is seen by one that waits for a time") {
  Event event;
  Forked setter([&] { event.set(); });
  CHECK(event.wait(60s));
  CHECK(setter.wait() == 0);
}

TEST_CASE("a semaphore lets as many in as it has permits") {
  Semaphore semaphore(2);
  CHECK(semaphore.name().starts_with("semaphore-"));
  semaphore.acquire();
  CHECK(semaphore.try_acquire());
  CHECK(semaphore.value() == 0);
  CHECK_FALSE(semaphore.try_acquire());
  CHECK_THROWS_AS(semaphore.acquire(0s), multiprocess::Timeout);
  CHECK_THROWS_AS(semaphore.acquire(1ms), multiprocess::Timeout);
  Forked waiter([&] { semaphore.acquire(); });
  await_futex_sleep(waiter.pid());
  semaphore.release();
  CHECK(waiter.wait() == 0);
  semaphore.release();
  CHECK(semaphore.value() == 1);
  CHECK(Semaphore().value() == 1);
}

TEST_CASE("never more processes are inside than there are permits") {
  Semaphore semaphore(2);
  multiprocess::Value<int> inside(0), most(0);
  std::vector<Forked> children;
  const auto change = [&](int by) {
    const std::lock_guard guard(inside.get_lock());
    inside += by;
    if (inside > most) most = inside.get();
  };
  for (int i = 0; i < 4; ++i)
    children.emplace_back([&] {
      for (int n = 0; n < 300; ++n) {
        semaphore.acquire();
        change(+1);
        change(-1);
        semaphore.release();
      }
    });
  for (Forked& child : children) CHECK(child.wait() == 0);
  CHECK(inside == 0);
  CHECK(most >= 1);
  CHECK(most <= 2);
  CHECK(semaphore.value() == 2);
}

TEST_CASE("waiters that are killed take no permit along") {
  Semaphore semaphore(0);
  for (int round = 0; round < 30; ++round) {
    std::vector<Forked> waiters;
    for (int i = 0; i < 3; ++i) {
      waiters.emplace_back([&] { semaphore.acquire(); });
      await_futex_sleep(waiters.back().pid());
    }
    waiters[round % 3].kill();
    waiters.erase(waiters.begin() + round % 3);
    for (int i = 0; i < 2; ++i) semaphore.release();
    for (Forked& waiter : waiters) CHECK(waiter.wait() == 0);
    CHECK(semaphore.value() == 0);
  }
}
