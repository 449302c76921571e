// What ends a daemon when its parent is gone, however that ended.
#pragma once

#include "multiprocess/processes/family.h"

namespace multiprocess {

/// Called by the child, first of all: from now on it does not outlive the parent.
/// Throws std::system_error.
void end_with_parent(const Birth& birth);

}  // namespace multiprocess
