#include "multiprocess/shared/robust_mutex.h"

#include <sched.h>
#include <stdexcept>
#include <thread>
#include <vector>

#include "catch.h"
#include "multiprocess/forked.h"
#include "multiprocess/shared/shared_memory.h"

using multiprocess::Deadline;
using multiprocess::RobustMutex;
using multiprocess::SharedMemory;
using multiprocess_test::await_futex_sleep;
using multiprocess_test::Forked;
using Got = RobustMutex::Got;
using namespace std::chrono_literals;

namespace {

struct SharedCount {
  RobustMutex mutex;
  std::atomic<int> locked;
  long count;
};

struct MutexFixture {
  SharedMemory memory{"test-mutex", sizeof(SharedCount)};
  SharedCount& shared = *reinterpret_cast<SharedCount*>(memory.data());

  // A child that locks, and waits to be killed.
  Forked holder() {
    Forked child([&] {
      shared.mutex.lock(Deadline::never());
      shared.locked = 1;
      for (;;) ::pause();
    });
    while (shared.locked == 0) ::sched_yield();
    return child;
  }
};

}  // namespace

TEST_CASE_METHOD(MutexFixture, "a robust mutex is locked and unlocked") {
  CHECK(shared.mutex.lock(Deadline::at_once()) == Got::clean);
  shared.mutex.unlock();
  CHECK(shared.mutex.lock(Deadline::at_once()) == Got::clean);
  shared.mutex.unlock();
}

TEST_CASE_METHOD(MutexFixture, "a lock that another process holds is not got, at once or in time") {
  const Forked child = holder();
  CHECK(shared.mutex.lock(Deadline::at_once()) == Got::nothing);
  CHECK(shared.mutex.lock(Deadline::after(1ms)) == Got::nothing);
}

TEST_CASE_METHOD(MutexFixture,
                 "the lock of a killed process is got, once with the remark orphaned") {
  holder().kill();
  CHECK(shared.mutex.lock(Deadline::at_once()) == Got::orphaned);
  shared.mutex.unlock();
  CHECK(shared.mutex.lock(Deadline::at_once()) == Got::clean);
  shared.mutex.unlock();
}

TEST_CASE_METHOD(MutexFixture, "when the repairer is killed, too, the lock is orphaned again") {
  holder().kill();
  shared.locked = 0;
  holder().kill();
  CHECK(shared.mutex.lock(Deadline::at_once()) == Got::orphaned);
  shared.mutex.unlock();
}

TEST_CASE_METHOD(MutexFixture, "a process asleep in a lock gets it when its holder is killed") {
  Forked child = holder();
  Forked waiter([&] {
    if (shared.mutex.lock(Deadline::never()) != Got::orphaned) throw std::runtime_error("clean");
    shared.mutex.unlock();
  });
  await_futex_sleep(waiter.pid());
  child.kill();
  CHECK(waiter.wait() == 0);
}

TEST_CASE_METHOD(MutexFixture, "a killed sleeper does no harm") {
  Forked child = holder();
  Forked first([&] { shared.mutex.lock(Deadline::never()); });
  Forked second([&] { shared.mutex.lock(Deadline::never()); });
  await_futex_sleep(first.pid());
  await_futex_sleep(second.pid());
  first.kill();
  child.kill();
  CHECK(second.wait() == 0);
  CHECK(shared.mutex.lock(Deadline::never()) == Got::orphaned);
  shared.mutex.unlock();
}

TEST_CASE_METHOD(MutexFixture, "processes that take turns lose no count") {
  constexpr long rounds = 20'000;
  std::vector<Forked> children;
  for (int i = 0; i < 4; ++i)
    children.emplace_back([&] {
      for (long round = 0; round < rounds; ++round) {
        shared.mutex.lock(Deadline::never());
        shared.count = shared.count + 1;
        shared.mutex.unlock();
      }
    });
  for (Forked& child : children) CHECK(child.wait() == 0);
  CHECK(shared.count == 4 * rounds);
}

TEST_CASE_METHOD(MutexFixture,
                 "threads take turns, and one that ends with the lock leaves it orphaned") {
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&] {
      for (int round = 0; round < 1'000; ++round) {
        shared.mutex.lock(Deadline::never());
        shared.count = shared.count + 1;
        shared.mutex.unlock();
      }
    });
  for (std::thread& thread : threads) thread.join();
  CHECK(shared.count == 4'000);
  std::thread([&] { shared.mutex.lock(Deadline::never()); }).join();
  CHECK(shared.mutex.lock(Deadline::never()) == Got::orphaned);
  shared.mutex.unlock();
}

TEST_CASE_METHOD(MutexFixture, "a second robust mutex, or the same again, is refused to a thread") {
  RobustMutex other;
  shared.mutex.lock(Deadline::never());
  CHECK_THROWS_AS(other.lock(Deadline::never()), std::logic_error);
  CHECK_THROWS_AS(shared.mutex.lock(Deadline::never()), std::logic_error);
  shared.mutex.unlock();
  CHECK(other.lock(Deadline::at_once()) == Got::clean);
  other.unlock();
}
