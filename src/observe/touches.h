// What a step touches that other processes may notice: on this rests which steps commute, and so
// which orders need not be tried (schedule/search.h).
//
// Too much is harmless: more orders are run than need be. Too little would hide some. So a call
// that isn't known here touches everything.
//
//   output              what is printed
//   inode:N             a file, pipe or socket; so also memory that is mapped from one
//   shared-memory       (looked at only, so it conflicts with nothing: it is told)
//   names               the folders' entries
//   end:P.1             whether P.1 has ended, and was asked for
//   children:P          which of P's children ends first, while it waits for any
//   process:P           all that P does, and signals to it
//   memory:P            the memory of a process with threads
//   everything          conflicts with all
#pragma once

#include <vector>

#include "observe/observation.h"

namespace procdemo {

/// Of a task that is about to go on. Its registers are read where it is held at a call.
std::vector<Touch> touches_of(Observation& run, const Task& task);

}  // namespace procdemo
