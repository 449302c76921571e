// What no display shows: what a reader would have to skip.
//
// Which kinds of events are shown:
//   print    never: its `line`s are
//   summary  never: the end of the run says it
//   probe    not our library's `touch` and `lock_wait`, which only say where a step begins,
//            and not those of a file's lock, which `lock`, `locked` and `unlock` tell
//   wait with WNOHANG, refuse    once in a row: a loop that asks again and again is told once
//   signal   SIGCHLD is told by `plain`, not by `lanes`: there the child's end is to be seen
// All others are shown by both. `jsonl` writes every event.
#pragma once

#include <map>

#include "trace/event.h"

namespace procdemo {

class Noise {
 public:
  /// Whether `event` says nothing that is worth a line. Asked once for each event, in order.
  bool is(const Event& event);

 private:
  std::map<Name, std::string> asked_;  ///< what a process asks again and again
};

/// The kernel telling a parent of a child's end.
bool is_child_signal(const Event& event);

}  // namespace procdemo
