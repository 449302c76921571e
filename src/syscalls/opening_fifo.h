// A FIFO that a task waits in open(2) for: a reader until somebody opens it for writing, a writer
// until somebody opens it for reading (fifo(7)).
#pragma once

#include <optional>
#include <string>

#include "run/family.h"
#include "syscalls/room.h"

namespace procdemo::syscalls {

struct OpeningFifo {
  std::string path;      ///< as the program names it
  bool writing = false;  ///< what it opens the FIFO for; it waits for the other side
};

/// Of a task that sleeps in a call; nothing where that is another call.
std::optional<OpeningFifo> opening_fifo(const Task& task);

}  // namespace procdemo::syscalls
