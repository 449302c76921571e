// How often to ask the kernel again before one sleeps.
#pragma once

namespace multiprocess {

/// Being woken on another processor takes ten to twenty microseconds, several times what a manager
/// needs to answer. So both ends of a connection look some sixty times (for as many microseconds at
/// most) whether something came, and sleep then. Not at all on one processor, where nobody else can
/// work while we look; nor when a tracer stops this process at each of its calls (ptrace(2)), where
/// each look costs more than a wake-up.
int looks_before_sleep();

}  // namespace multiprocess
