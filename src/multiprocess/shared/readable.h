// Waiting for a descriptor.
#pragma once

#include "multiprocess/shared/deadline.h"

namespace multiprocess {

/// Waits until `fd` is readable, or its other end is gone (poll(2)). Signals that are handled
/// meanwhile don't shorten it. False: it was not, by the deadline. Throws std::system_error.
bool await_readable(int fd, Deadline until);

}  // namespace multiprocess
