#include "run/time/program_clock.h"

#include "catch.h"

using namespace procdemo::run;

namespace {

// Seconds from now, by the kernel's clock, until a deadline that is so far ahead by the program's.
double left_until(const ProgramClock& clock, double seconds) {
  const timespec deadline = plus(clock.show(CLOCK_MONOTONIC), seconds);
  const timespec real = clock.real_deadline(CLOCK_MONOTONIC, deadline);
  return to_seconds(minus(real, ProgramClock::real(CLOCK_MONOTONIC)));
}

}  // namespace

TEST_CASE("a deadline comes sooner at a higher speed, and later at a lower one") {
  CHECK(left_until(ProgramClock(10.0), 10'000) == Approx(1'000).epsilon(0.05));
  CHECK(left_until(ProgramClock(1.0), 10'000) == Approx(10'000).epsilon(0.05));
  CHECK(left_until(ProgramClock(0.1), 10'000) == Approx(100'000).epsilon(0.05));
}

TEST_CASE("a deadline that has passed is now, and one that the kernel takes, however long ago") {
  for (const double speed : {0.1, 0.5, 1.0, 100.0}) {
    const ProgramClock clock(speed);
    const timespec before = ProgramClock::real(CLOCK_MONOTONIC);
    const timespec real = clock.real_deadline(CLOCK_MONOTONIC, {0, 1});
    CHECK(is_valid(real));
    CHECK(to_seconds(minus(real, before)) >= 0);
    CHECK(left_until(clock, -1e6) <= 0);
  }
}

TEST_CASE("a virtual clock is another than the kernel's, whatever its speed") {
  CHECK_FALSE(ProgramClock(1.0).scaled());
  CHECK(ProgramClock(2.0).scaled());
  const ProgramClock clock{VirtualClock()};
  CHECK(clock.scaled());
  CHECK(clock.now() == 0);
}
