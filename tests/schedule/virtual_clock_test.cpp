// Virtual time.
#include "schedule/virtual_clock.h"
#include "catch.h"

using namespace procdemo::schedule;
using namespace std::chrono_literals;

TEST_CASE("the calendar starts at a fixed date, and goes on with the run") {
  VirtualClock clock;
  CHECK(clock.show(CLOCK_REALTIME, 0s).tv_sec == 2'114'380'800);
  clock.advance_to(90s);
  clock.advance_to(80s);
  CHECK(clock.seconds() == 90);
  CHECK(clock.show(CLOCK_REALTIME, 0s).tv_sec == 2'114'380'890);
  CHECK(clock.show(CLOCK_MONOTONIC, 5ns).tv_nsec == 5);
}

TEST_CASE("a deadline by any clock is the moment that its owner means") {
  VirtualClock clock;
  clock.advance_to(10s);
  for (const clockid_t id : {CLOCK_REALTIME, CLOCK_MONOTONIC, CLOCK_BOOTTIME, CLOCK_TAI}) {
    timespec shown = clock.show(id, 3ms);
    shown.tv_sec += 2;
    CHECK(clock.moment_of(id, shown, 3ms) == 12s);
  }
}

TEST_CASE("who only looks at the clock sees it go faster and faster; who acts, slowly again") {
  Creep creep;
  const Moment first = creep.look();
  CHECK(first == 1us);
  int looks = 0;
  while (creep.look() < 1s) ++looks;
  CHECK(looks < 150);
  const Moment before = creep.ahead();
  creep.acted();
  CHECK(creep.look() - before == 1us);
}
