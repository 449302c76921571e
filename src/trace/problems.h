// What may be wrong with a recorded trace (trace/trace_reader.h).
#pragma once

#include "trace/room.h"

namespace procdemo::trace {

enum class TraceProblem {  // {0} is always the file
  unreadable,              // {1} the reason
  empty,                   //
  foreign,                 // it does not begin as a trace does
  newer,                   // {1} the version, or the kind of event, that is not known
  damaged,                 // {1} the line, {2} the field that is wrong
  gap,                     // {1} the line, {2} the event expected there, {3} the one that is there
  truncated,               // {1} how many events there are
  too_long,                // {1} the line
  goes_on,                 // {1} the line after its end

  end_of_list  // stays last
};

}  // namespace procdemo::trace
