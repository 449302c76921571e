// Waiting for a descriptor.
#pragma once

#include <chrono>

namespace multiprocess {

/// Waits until `fd` is readable, or its other end is gone (poll(2)); at most so long, and with zero
/// or less only looks. Signals that are handled meanwhile don't shorten it. A century and more is
/// for ever. Throws std::system_error.
bool await_readable(int fd, std::chrono::duration<double> at_most);

}  // namespace multiprocess
