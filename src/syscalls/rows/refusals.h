// Refusals of calls that have rows of their own elsewhere (refused.cpp).
#pragma once

#include "syscalls/room.h"
#include "syscalls/syscall.h"

namespace procdemo::syscalls {

/// Of a descriptor in the first argument that procdemo may not look at. (`where_cgroups`: as
/// Refusal has it.)
Refusal hidden_descriptor(bool where_cgroups = false);

/// Of writing to a control group, through the descriptor in this argument: 0 or 2.
template <int descriptor>
Refusal cgroup_written();

Refusal strict_mode();                    ///< prctl(2)
std::vector<Refusal> refused_requests();  ///< ioctl(2)
std::vector<Refusal> refused_commands();  ///< fcntl(2)

}  // namespace procdemo::syscalls
