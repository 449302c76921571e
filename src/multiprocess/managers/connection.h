// Connections to managers: the client's side.
#pragma once

#include <string>
#include <string_view>

#include "multiprocess/managers/wire.h"

namespace multiprocess {

/// A manager's reply, with the item that came with it.
struct Answer {
  wire::Reply reply;
  std::string item;
};

/// Sends a request with its item, and returns the answer; waits as long as that takes. Threads may
/// call at once: each call has a connection for itself, which is kept for later calls. A forked
/// child makes connections of its own.
///
/// Throws Closed when the manager has ended, std::length_error for too large an item, Error when
/// somebody else answers at its address, std::system_error when descriptors are short.
Answer call(const wire::Address& address, wire::Request request, std::string_view item = {});

/// Closes this process's connections to a manager that has ended.
void hang_up(const wire::Address& address);

}  // namespace multiprocess
