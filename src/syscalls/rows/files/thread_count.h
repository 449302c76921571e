// What CPython does for itself after each fork: since 3.12 it counts the threads of the process, to
// warn where there are several, and for that it reads its own /proc/self/stat
// (Modules/posixmodule.c, warn_about_fork_with_threads). The program's author has not asked for it:
// it is no step, and what else stands in that file (times, sizes) goes nowhere.
#pragma once

#include "syscalls/room.h"
#include "syscalls/syscall.h"

namespace procdemo::syscalls {

/// A call that opens a file, with its name in this argument: whether it begins such a count. That
/// is the first file that an interpreter opens after a fork, in the parent.
bool counts_threads(const Task& task, int path);

/// At its entry: it does so, or else has gone on to files of the program's own.
void note_thread_count(Task& task, bool counts);

/// A call whose first argument is a descriptor: whether it leads to the file opened for that.
bool is_on_thread_count(const Task& task);

}  // namespace procdemo::syscalls
