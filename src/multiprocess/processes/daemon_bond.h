// What ends a daemon when its parent is gone, however that ended.
#pragma once

#include "multiprocess/processes/family.h"

namespace multiprocess {

/// Called by the parent's first thread before it starts a daemon: when that thread ends, it waits
/// for the process's other threads as long as daemons live. Throws std::system_error.
void keep_first_thread();

/// Called by the child, first of all: from now on it does not outlive the parent.
/// Throws std::system_error.
void end_with_parent(const Birth& birth);

}  // namespace multiprocess
