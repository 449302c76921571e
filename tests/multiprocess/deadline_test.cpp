#include "multiprocess/shared/deadline.h"

#include <limits>

#include "catch.h"

using multiprocess::Deadline;
using multiprocess::Seconds;
using namespace std::chrono_literals;

TEST_CASE("a timeout of zero or less is at once, one without end is never") {
  CHECK(Deadline::after(0s) == Deadline::at_once());
  CHECK(Deadline::after(-1s) == Deadline::at_once());
  CHECK(Deadline::after(Seconds(-1e300)) == Deadline::at_once());
  CHECK(Deadline::after(Seconds(std::numeric_limits<double>::quiet_NaN())) == Deadline::at_once());
  CHECK(Deadline::after(Seconds(std::numeric_limits<double>::infinity())).is_never());
  CHECK(Deadline::after(Seconds(1e18)).is_never());
}

TEST_CASE("a deadline passes once, and never does not") {
  CHECK(Deadline::at_once().passed());
  CHECK_FALSE(Deadline::never().passed());
  CHECK_FALSE(Deadline::after(1h).passed());
  const Deadline soon = Deadline::after(1us);
  while (!soon.passed()) {
  }
  CHECK(soon.left() <= 0s);
}

TEST_CASE("the kernel is told the same moment, within a second and nanoseconds of it") {
  const timespec now = [] {
    timespec moment;
    ::clock_gettime(CLOCK_MONOTONIC, &moment);
    return moment;
  }();
  const timespec hour = Deadline::after(1h).as_timespec();
  CHECK(hour.tv_sec >= now.tv_sec + 3600);
  CHECK(hour.tv_sec < now.tv_sec + 3700);
  CHECK(hour.tv_nsec >= 0);
  CHECK(hour.tv_nsec < 1'000'000'000);
  CHECK(Deadline::at_once().as_timespec().tv_sec == 0);
}

TEST_CASE("of two deadlines, the sooner and the later one are chosen") {
  CHECK(Deadline::sooner_of(Deadline::never(), Deadline::at_once()) == Deadline::at_once());
  CHECK(Deadline::later_of(Deadline::never(), Deadline::at_once()) == Deadline::never());
}
