// What a reader would have to skip.
//
// Which kinds of events are noise:
//   print    always: its `line`s are shown
//   summary  always: the end of the run says it
//   probe    our library's `touch` and `lock_wait`, which only say where a step begins, and a file
//            lock's, which `lock`, `locked` and `unlock` tell
//   wait with WNOHANG, refuse    from the second in a row on: a loop that asks again and again is
//            told once
//   signal   SIGCHLD, where the child's end is to be seen: `plain` tells it, `lanes` does not
#pragma once

#include <map>

#include "show/room.h"
#include "show/row.h"

namespace procdemo::show {

class NoiseFilter {
 public:
  /// Asked once for each event, in order.
  Noise of(const Event& event);

 private:
  std::map<Name, std::string> asked_;  ///< what a process asks again and again
};

}  // namespace procdemo::show
