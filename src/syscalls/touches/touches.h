// What a step touches that other processes may notice: on this rests which steps commute, and so
// which orders need not be tried (explore/search.h).
//
// Too much is harmless: more orders are run than need be. Too little would hide some. So a call
// that isn't known here touches everything (rows/unlisted.cpp).
//
//   output              what is printed
//   file:PATH, pipe:... see run/objects.h; so also memory that is mapped from one
//   lock:FILE           whether a file is locked, and by whom (its description's and its process's)
//   entry:FOLDER/NAME   a folder's entry of that name
//   list:FOLDER         which entries it has: who changes one looks at the list, and who reads the
//                       list changes it, for two that do the same do not disturb each other
//   tree                the folders and links themselves
//   mode:FILE           who may open it
//   programs            which files are executed, or open to be written though they could be
//   shared-memory       (looked at only, so it conflicts with nothing: it is told)
//   compared-times      (likewise: when files were changed that several processes have changed)
//   hidden-locks        (likewise: threads of a process whose locks are no steps)
//   object:NAME         of our library, named by its probes (multiprocess/probe.h)
//   sockets             all of them
//   end:P.1             whether P.1 has ended, and was asked for
//   children:P          which of P's children ends first, while it waits for any
//   process:P           all that P does, and signals to it
//   memory:P            the memory of a process with threads
//   everything          conflicts with all
//
// The rules stand in memory.cpp (the code of a step), and in descriptor.cpp,
// name.cpp and family.cpp (the call that it begins with).
#pragma once

#include <optional>
#include <vector>

#include "run/run_state.h"
#include "schedule/schedule.h"
#include "syscalls/room.h"

namespace procdemo::syscalls {

/// Of a task that is about to go on. Its registers are read where it is held at a call.
std::vector<Touch> touches_of(RunState& run, const Task& task);

/// The object of our library that such a step touches; nothing for most.
std::optional<Touch> library_touch(const Task& task);

/// When the step is over: whoever went to wait has looked and found nothing.
void mark_polls(std::vector<Touch>& touches, const Step& step, const Task& task, bool may_time_out);

/// Whether it is held at the call that wakes those who wait for an object of our library. Whom it
/// wakes is the kernel's choice; each of them might have come later than the others, and not have
/// slept.
bool rings_for_object(const Task& task);

/// Whether it waits for our library, and its timeout is but another look
/// (multiprocess/shared/futex.h).
bool would_wait_for_ever(const Task& task);

}  // namespace procdemo::syscalls
