// Who gets a descriptor's signals (owner_calls.cpp).
#pragma once

#include "syscalls/room.h"
#include "syscalls/rows/rows.h"

namespace procdemo::syscalls {

/// Whether such an owner, a process or with a minus a group, has one of procdemo's own.
bool is_procdemos(RunState& run, const Task& task, int owner);

/// At the entry of fcntl(F_SETOWN_EX).
Then enter_set_owner_ex(RunState& run, Task& task);

/// Whether this request of ioctl(2) sets a socket's owner; and at the entry of one.
bool sets_owner(std::uint32_t ioctl_request);
Then enter_set_owner_ioctl(RunState& run, Task& task);

}  // namespace procdemo::syscalls
