#include "multiprocess/readable.h"

#include <poll.h>

#include <algorithm>
#include <cmath>

#include "os/check.h"

namespace multiprocess {
namespace {

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

constexpr Seconds century{100 * 365.25 * 24 * 3600};

timespec as_timespec(Seconds span) {
  const double whole = std::floor(span.count());
  return {static_cast<time_t>(whole), static_cast<long>((span.count() - whole) * 1e9)};
}

// Below 0 where a signal came between.
int poll_once(int fd, const timespec* at_most) {
  pollfd wanted{fd, POLLIN, 0};
  const int ready = ::ppoll(&wanted, 1, at_most, nullptr);
  return ready < 0 && errno == EINTR ? ready : procdemo::check("ppoll", ready);
}

bool await_for_ever(int fd) {
  while (poll_once(fd, nullptr) < 0) continue;
  return true;
}

}  // namespace

bool await_readable(int fd, Seconds at_most) {
  if (at_most >= century) return await_for_ever(fd);
  const bool looks = !(at_most > Seconds::zero());  // NaN, too
  const auto begin = looks ? Clock::time_point() : Clock::now();
  Seconds left = looks ? Seconds::zero() : at_most;
  while (true) {
    const timespec span = as_timespec(left);
    if (const int ready = poll_once(fd, &span); ready >= 0) return ready > 0;
    if (!looks) left = std::max(Seconds::zero(), at_most - Seconds(Clock::now() - begin));
  }
}

}  // namespace multiprocess
