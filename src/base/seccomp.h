// Filters of system calls (seccomp(2)).
#pragma once

#include <linux/filter.h>

#include <vector>

#include "base/room.h"

namespace procdemo::base {

/// Installs a filter in the calling process and in all that it will execute or fork, with
/// NO_NEW_PRIVS. Async-signal-safe. Returns 0, or errno.
int install_filter(const std::vector<sock_filter>& filter);

}  // namespace procdemo::base
