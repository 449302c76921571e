// Bytes that go through pipes, sockets and message queues.
#pragma once

#include "syscalls/room.h"
#include "syscalls/rows/rows.h"

namespace procdemo::syscalls {

/// At the entry of a call that moves bytes through the descriptor in its first argument: is it a
/// pipe, a socket or a message queue? Then the result is looked at, and told.
Then begin_transfer(RunState& run, Task& task);

/// Controlled runs: gives a reader bytes that come from the schedule's seed, and answers its call.
Then answer_random(RunState& run, Task& task, std::uint64_t address, std::size_t size);

/// Whether a descriptor is /dev/random or /dev/urandom.
bool is_random_device(pid_t tid, int fd);

/// The ends of calls that wrote and read.
void end_write(RunState& run, Task& task);
void end_read(RunState& run, Task& task);

}  // namespace procdemo::syscalls
