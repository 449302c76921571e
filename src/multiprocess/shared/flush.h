// What was printed and still waits in this process's memory.
#pragma once

namespace multiprocess {

/// Writes it out: every stream of <cstdio> that was written to, std::cout and std::clog. Before a
/// fork, else it is printed twice; before _exit(2), else never. It does not wait for a thread that
/// waits for input.
void flush_output() noexcept;

}  // namespace multiprocess
