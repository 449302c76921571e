#include "schedule/virtual_clock.h"

#include <optional>

#include "base/timespec.h"

namespace procdemo::schedule {

namespace {

using Seconds = std::chrono::seconds;

// Later than what stands on any disk, in any archive or certificate: else a program would find what
// it reads to be of the future. Earlier than 2038, from when on an int holds no time(2) any more.
constexpr Seconds first_day{2'114'380'800};  // Thursday, January 1, 2037, 00:00:00 UTC
constexpr Seconds leap_seconds{37};          // TAI is ahead of UTC by these
constexpr Seconds uptime{1000};              // a plausible uptime
constexpr Seconds longest{1'000'000'000};    // 30 years: anything longer means for ever

// What a clock showed when the run began; nothing for a clock of processor time.
std::optional<Moment> zero(clockid_t clock) {
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
      return std::nullopt;
  }
}

}  // namespace

bool VirtualClock::is_of_time(clockid_t clock) {
  return zero(clock).has_value();
}

timespec VirtualClock::show(clockid_t clock, Moment ahead) const {
  const auto begin = zero(clock);
  return to_timespec(begin ? *begin + now_ + ahead : ahead);
}

timespec VirtualClock::date(Moment moment) {
  return to_timespec(first_day + moment);
}

Moment VirtualClock::moment_of(clockid_t clock, const timespec& time, Moment ahead) const {
  return to_moment(time) - zero(clock).value_or(Moment{0}) - ahead;
}

Moment VirtualClock::to_moment(const timespec& time) {
  const Seconds whole = std::min(Seconds(time.tv_sec), first_day + longest);
  return whole + Moment(time.tv_nsec);
}

}  // namespace procdemo::schedule
