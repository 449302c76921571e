#include "multiprocess/shared/readable.h"

#include <poll.h>

#include "base/check.h"

namespace multiprocess {
namespace {

timespec time_left(Deadline until) {
  const Seconds left = until.passed() ? Seconds::zero() : std::max(Seconds::zero(), until.left());
  return procdemo::base::to_timespec(std::chrono::duration_cast<std::chrono::nanoseconds>(left));
}

}  // namespace

bool await_readable(int fd, Deadline until) {
  while (true) {
    pollfd wanted{fd, POLLIN, 0};
    const timespec left = until.is_never() ? timespec{} : time_left(until);
    const int ready = ::ppoll(&wanted, 1, until.is_never() ? nullptr : &left, nullptr);
    if (ready < 0 && errno == EINTR) continue;
    return procdemo::base::check("ppoll", ready) > 0;
  }
}

}  // namespace multiprocess
