#include "multiprocess/shared/bell.h"

#include <vector>

#include "catch.h"
#include "multiprocess/forked.h"
#include "multiprocess/shared/shared_memory.h"

using multiprocess::Bell;
using multiprocess::Deadline;
using multiprocess::SharedMemory;
using multiprocess_test::await_futex_sleep;
using multiprocess_test::Forked;
using namespace std::chrono_literals;

namespace {

struct SharedBell {
  Bell bell;
  std::atomic<int> tokens;
  std::atomic<int> taken;
};

struct BellFixture {
  SharedMemory memory{"test-bell", sizeof(SharedBell)};
  SharedBell& shared = *reinterpret_cast<SharedBell*>(memory.data());

  bool take_token() {
    int tokens = shared.tokens.load();
    while (tokens > 0)
      if (shared.tokens.compare_exchange_weak(tokens, tokens - 1)) return true;
    return false;
  }

  void take_or_sleep() {
    for (;;) {
      const std::uint32_t heard = shared.bell.listen();
      if (take_token()) break;
      shared.bell.sleep(heard, Deadline::never());
    }
    ++shared.taken;
  }
};

}  // namespace

TEST_CASE_METHOD(BellFixture, "a bell wakes one sleeper for each change") {
  Forked first([&] { take_or_sleep(); });
  Forked second([&] { take_or_sleep(); });
  await_futex_sleep(first.pid());
  await_futex_sleep(second.pid());
  for (int i = 0; i < 2; ++i) {
    ++shared.tokens;
    shared.bell.ring();
  }
  CHECK(first.wait() == 0);
  CHECK(second.wait() == 0);
  CHECK(shared.tokens == 0);
}

TEST_CASE_METHOD(BellFixture, "who has listened does not sleep through a ring that came since") {
  const std::uint32_t heard = shared.bell.listen();
  shared.bell.ring();
  const Deadline hour = Deadline::after(1h);
  shared.bell.sleep(heard, hour);
  CHECK_FALSE(hour.passed());
}

TEST_CASE_METHOD(BellFixture, "a sleep ends at its deadline, and without one for a look") {
  const Deadline hour = Deadline::after(1h);
  shared.bell.sleep(shared.bell.listen(), Deadline::after(1ms));
  shared.bell.sleep(shared.bell.listen(), Deadline::never());
  CHECK_FALSE(hour.passed());  // nobody has rung, and both are over
}

TEST_CASE_METHOD(BellFixture, "one ring for all wakes every sleeper") {
  std::vector<Forked> sleepers;
  for (int i = 0; i < 5; ++i) sleepers.emplace_back([&] { take_or_sleep(); });
  for (const Forked& sleeper : sleepers) await_futex_sleep(sleeper.pid());
  shared.tokens = 5;
  shared.bell.ring_all();
  for (Forked& sleeper : sleepers) CHECK(sleeper.wait() == 0);
}

TEST_CASE_METHOD(BellFixture, "a killed sleeper costs one wake-up, and the others still hear") {
  Forked dead([&] { take_or_sleep(); });
  await_futex_sleep(dead.pid());
  dead.kill();
  shared.bell.ring();
  Forked alive([&] { take_or_sleep(); });
  await_futex_sleep(alive.pid());
  ++shared.tokens;
  shared.bell.ring();
  CHECK(alive.wait() == 0);
}

TEST_CASE_METHOD(BellFixture, "tokens that come one by one all find their takers") {
  constexpr int rounds = 5'000;
  std::vector<Forked> takers;
  for (int i = 0; i < 3; ++i)
    takers.emplace_back([&] {
      for (int round = 0; round < rounds; ++round) take_or_sleep();
    });
  Forked giver([&] {
    for (int round = 0; round < 3 * rounds; ++round) {
      ++shared.tokens;
      shared.bell.ring();
    }
  });
  CHECK(giver.wait() == 0);
  for (Forked& taker : takers) CHECK(taker.wait() == 0);
  CHECK(shared.taken == 3 * rounds);
}
