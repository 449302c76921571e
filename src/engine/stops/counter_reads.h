// The processor counts the ticks of its clock, and any program may read that by an instruction
// (rdtsc). It is a clock that no call asks, so in a controlled run the kernel stops whoever reads
// it (prctl(2), PR_SET_TSC), and it is answered like the others: in virtual time, a tick being a
// nanosecond.
//
// What is not as alone: a program that ignores SIGSEGV, or blocks it, and reads the counter does so
// no longer, for the kernel stops nobody without his hearing of it.
#pragma once

#include <csignal>

#include "engine/room.h"
#include "run/run_state.h"

namespace procdemo::engine {

/// A task has stopped because of this signal. Where it was reading the counter it has read it:
/// true, and it may go on as if there had been no signal.
bool read_counter(RunState& run, Task& task, const siginfo_t& info);

}  // namespace procdemo::engine
