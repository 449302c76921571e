// Bytes that go through pipes, sockets and message queues.
#pragma once

#include "observe/calls.h"

namespace procdemo {

/// At the entry of a call that moves bytes through the descriptor in its first argument: is it a
/// pipe, a socket or a message queue? Then the result is looked at, and told.
Then begin_transfer(Observation& run, Task& task);

/// The end of a call that wrote.
void end_write(Observation& run, Task& task);

}  // namespace procdemo
