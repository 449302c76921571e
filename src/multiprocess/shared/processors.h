// The processors that may run this process.
#pragma once

namespace multiprocess {

/// How many there are (sched_getaffinity(2)); 1 where the kernel does not say. The machine may have
/// more: see cpu_count().
int usable_processors();

}  // namespace multiprocess
