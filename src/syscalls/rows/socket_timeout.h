// Timeouts that belong to a socket (socket(7), SO_RCVTIMEO and SO_SNDTIMEO), where time is scaled
// or virtual.
#pragma once

#include "syscalls/room.h"
#include "syscalls/rows/rows.h"

namespace procdemo::syscalls {

/// Where time is virtual: a call on this socket, which the task is entering, waits no longer than
/// the socket's timeout.
void set_socket_deadline(RunState& run, Task& task, const channel::Socket& socket, bool receiving);

// For handlers of accept(2) and connect(2): entry, and what they return when the time is over.
Then enter_accept(RunState& run, Task& task);
Then enter_connect(RunState& run, Task& task);
void would_wait(RunState& run, Task& task);
void connect_timed_out(RunState& run, Task& task);

}  // namespace procdemo::syscalls
