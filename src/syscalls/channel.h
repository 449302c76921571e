// Pipes, sockets and message queues: what one process writes, another may read.
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>

#include "run/ongoing.h"
#include "syscalls/room.h"

namespace procdemo::syscalls {

/// The pipe or the socket behind a task's descriptor. (A FIFO with a name is a file.)
std::optional<Channel> channel_behind(pid_t tid, int fd);

/// Whether what is written to one may be read from the other. A pipe has one number for both ends;
/// the two sockets of a connection have numbers of their own.
bool may_be_connected(const Channel& a, const Channel& b);

/// As events tell of it: "pipe:[4711]", "mqueue:/name".
std::string text_of(const Channel& channel);

}  // namespace procdemo::syscalls
