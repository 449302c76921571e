// What is printed (output.cpp): a write to what was the program's standard output or error is
// answered by the observer.
#pragma once

#include "syscalls/room.h"
#include "syscalls/rows/rows.h"

namespace procdemo::syscalls {

/// So many bytes are taken from a program at once: what the limit on output still allows, and a
/// little more, which ends the run.
std::size_t longest_write(const RunState& run);

/// Shows what it prints into its output 1 or 2, and gives the call its result.
Then print_and_answer(RunState& run, Task& task, int output, const std::string& text);

/// The same for what lies at the iovecs in a call's second and third argument.
Then print_pieces(RunState& run, Task& task, int output);

/// Whether a descriptor is a terminal's, or another device's.
bool is_terminal(pid_t tid, int fd);

}  // namespace procdemo::syscalls
