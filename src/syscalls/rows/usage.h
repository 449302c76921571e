// Processor time in controlled runs. What the kernel counts is never twice the same; what a program
// is shown instead is its looks at clocks (schedule/virtual_clock.h), which grow as it goes on
// looking, so that a loop that burns a second of its time comes to an end.
#pragma once

#include <sys/resource.h>

#include "run/family.h"
#include "syscalls/room.h"

namespace procdemo::syscalls {

/// Of a process and of the children that it has reaped.
inline Moment processor_time_of(const Process& process) {
  return process.creep.used() + process.reaped;
}

/// As getrusage(2) and wait4(2) say it; whatever else they count (switches, faults, memory) is 0.
rusage usage_of(Moment time);

}  // namespace procdemo::syscalls
