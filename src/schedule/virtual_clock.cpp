#include "schedule/virtual_clock.h"

namespace procdemo {

namespace {

using std::chrono::seconds;

constexpr seconds first_day{1'767'225'600};  // Thursday, January 1, 2026, 00:00:00 UTC
constexpr seconds leap_seconds{37};          // TAI is ahead of UTC by these
constexpr seconds uptime{1000};              // nobody is surprised by a machine that is up
constexpr seconds longest{1'000'000'000};    // 30 years: what is longer is for ever

}  // namespace

Moment VirtualClock::zero(clockid_t clock) {
  switch (clock) {
    case CLOCK_REALTIME:
    case CLOCK_REALTIME_COARSE:
    case CLOCK_REALTIME_ALARM:
      return first_day;
    case CLOCK_TAI:
      return first_day + leap_seconds;
    case CLOCK_MONOTONIC:
    case CLOCK_MONOTONIC_RAW:
    case CLOCK_MONOTONIC_COARSE:
    case CLOCK_BOOTTIME:
    case CLOCK_BOOTTIME_ALARM:
      return uptime;
    default:
      return Moment{0};  // of processor time: none is used before the run
  }
}

Moment VirtualClock::to_moment(const timespec& time) {
  const seconds whole = std::min(seconds(time.tv_sec), first_day + longest);
  return whole + Moment(time.tv_nsec);
}

timespec VirtualClock::to_timespec(Moment moment) {
  const auto whole = std::chrono::floor<seconds>(moment);
  return {whole.count(), (moment - whole).count()};
}

}  // namespace procdemo
