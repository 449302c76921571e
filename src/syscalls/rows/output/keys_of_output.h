// A program that reads keys from the terminal of its output, as more(1) does.
#pragma once

#include "syscalls/room.h"
#include "syscalls/syscall.h"

namespace procdemo::syscalls {

/// At the entry of a read: it reads its standard input instead, where that is what it means.
void read_input_instead(RunState& run, Task& task);

}  // namespace procdemo::syscalls
