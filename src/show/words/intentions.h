// What a process is about to do, where no event has the words (events.h), and how long it waits.
#pragma once

#include "show/room.h"
#include "show/words/words.h"

namespace procdemo::show {

enum class Does {
  begins,
  prints,        // {0} the text, or its first line
  prints_error,  // the same, to its standard error
  prints_newline,
  forks,  // {0} the call
  makes_thread,
  wakes,
  ends_thread,
  gets,     // {0} the signal
  locks,    // {0} the path: it has got the lock
  unlocks,  // {0} the path
  takes,    // {0} a lock of its program
  reads,    // {0} from what
  reads_input,
  finishes,   // {0} the call in which it waited
  times_out,  // the same
  computes,
  calls,         // {0} any other system call
  sleeps_until,  // {0} who, {1} seconds
  waits_until,   // {0} who waits and for what, {1} seconds

  end_of_list  // stays last
};

template <>
Entries<Does> english<Does>();
template <>
Entries<Does> chinese<Does>();

}  // namespace procdemo::show
