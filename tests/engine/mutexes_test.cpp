// Locks of threads in controlled runs: taking one is a step, and a deadlock names who holds what.
#include <algorithm>

#include "observed.h"

using namespace procdemo::engine;

namespace {

using Texts = std::vector<std::string>;

How seeded(int seed) {
  How how;
  how.schedule = "random:" + std::to_string(seed);
  return how;
}

const event::Deadlock* deadlock_in(const Seen& seen) {
  for (const Event& event : seen.events)
    if (const auto* deadlock = event.as<event::Deadlock>()) return deadlock;
  return nullptr;
}

// Of so many orders some end well, and some in a deadlock: one of those.
std::optional<event::Deadlock> found_in_orders(const std::string& program, const char* what) {
  std::optional<event::Deadlock> found;
  int well = 0;
  for (int seed = 0; seed < 30 && !(found && well > 0); ++seed) {
    const Seen seen = observed({program, what}, seeded(seed));
    if (const auto* deadlock = deadlock_in(seen)) {
      found = *deadlock;
    } else {
      CHECK(lines_of(seen) == Texts{"both"});
      ++well;
    }
  }
  CHECK(well > 0);
  return found;
}

// What one of them waits for, and who could end that.
std::pair<std::string, std::string> wait_of(const event::Deadlock& deadlock, const Name& who) {
  const auto at = std::ranges::find(deadlock.waiting, who) - deadlock.waiting.begin();
  const auto place = static_cast<std::size_t>(at);
  if (place == deadlock.waiting.size()) return {};
  return {deadlock.on[place], deadlock.held_by[place]};
}

using Wait = std::pair<std::string, std::string>;

}  // namespace

TEST_CASE(
    "mutexes taken crosswise by two threads: some orders are a deadlock, and it says of whom") {
  const std::string program = GENERATE("mutexes", "mutexes_static");
  const auto deadlock = found_in_orders(program, "crossed");
  REQUIRE(deadlock);
  CHECK(wait_of(*deadlock, "P") == Wait{"P/t2", "P/t2"});
  CHECK(wait_of(*deadlock, "P/t2") == Wait{"mutex:forks[1]", "P/t3"});
  CHECK(wait_of(*deadlock, "P/t3") == Wait{"mutex:forks[0]", "P/t2"});
  CHECK(deadlock->circle == Texts{"P/t2", "P/t3"});
}

TEST_CASE("taken in one order, mutexes are no deadlock") {
  for (int seed = 0; seed < 10; ++seed)
    CHECK(lines_of(observed({"mutexes", "ordered"}, seeded(seed))) == Texts{"both"});
}

TEST_CASE("read-write locks and semaphores are told like mutexes") {
  const auto written = found_in_orders("mutexes", "written");
  REQUIRE(written);
  CHECK(wait_of(*written, "P/t2") == Wait{"rwlock:chair", "P/t3"});
  CHECK(wait_of(*written, "P/t3") == Wait{"rwlock:table", "P/t2"});
  const auto semaphores = found_in_orders("mutexes", "semaphores");
  REQUIRE(semaphores);
  CHECK(wait_of(*semaphores, "P/t2").first == "semaphore:right");
}

TEST_CASE("a signal that comes between the look and the wait is lost") {
  const auto deadlock = found_in_orders("mutexes", "wakeup");
  REQUIRE(deadlock);
  CHECK(wait_of(*deadlock, "P/t2").first == "condition:changed");
}

TEST_CASE("mutexes in memory that processes share are steps, too") {
  const auto deadlock = found_in_orders("mutexes", "processes");
  REQUIRE(deadlock);
  CHECK(wait_of(*deadlock, "P.1") == Wait{"mutex", "P.2"});
  CHECK(wait_of(*deadlock, "P.2") == Wait{"mutex", "P.1"});
  CHECK(deadlock->circle == Texts{"P.1", "P.2"});
}

TEST_CASE("a mutex that nobody can unlock any more is told as such") {
  const Seen forked = observed({"mutexes", "forked"}, ordered());
  REQUIRE(deadlock_in(forked));
  CHECK(wait_of(*deadlock_in(forked), "P.1") == Wait{"lost-mutex:forks[1]", ""});
  CHECK(wait_of(*deadlock_in(forked), "P") == Wait{"child", "P.1"});
  const Seen ended = observed({"mutexes", "ended"}, ordered());
  REQUIRE(deadlock_in(ended));
  CHECK(wait_of(*deadlock_in(ended), "P") == Wait{"lost-mutex:forks[0]", ""});
}

TEST_CASE("whoever tries for a lock again and again lets the others go, and time pass") {
  for (const char* policy : {"parent-first", "child-first", "round-robin", "random:1"}) {
    How how;
    how.schedule = policy;
    CAPTURE(policy);
    CHECK(lines_of(observed({"mutexes", "tries"}, how)) == Texts{"both"});
  }
}

TEST_CASE("who takes a lock a million times is let go on, and that is told", "[plain]") {
  const Seen seen = same_as_alone({"mutexes", "often"}, ordered());
  CHECK(lines_of(seen) == Texts{"both", "2000000"});
  const auto notes = all<event::Note>(seen);
  CHECK(std::ranges::count_if(notes, [](const Event& event) {
          return event.as<event::Note>()->note == "many-locks";
        }) == 1);
}

TEST_CASE("traps at locks change nothing for a program, whatever it does with SIGTRAP") {
  CHECK(lines_of(same_as_alone({"mutexes", "counted"}, ordered())) == Texts{"both", "6000"});
  CHECK(lines_of(same_as_alone({"mutexes", "traps"}, ordered())) ==
        Texts{"both", "6000", "ignored, blocked"});
}
