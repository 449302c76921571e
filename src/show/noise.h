// What a reader would have to skip.
//
// Which kinds of events are noise:
//   print    always: its `line`s are shown
//   summary  always: the end of the run says it
//   probe    our library's `touch` and `lock_wait`, which only say where a step begins, and a file
//            lock's, which `lock`, `locked` and `unlock` tell
//   wait, a lock that is held, block, refuse    what the process has asked or waited for since it
//            last did anything else: a loop that asks again and again is told once, and so is a
//            wait however often it is looked at again
//   unblock  always: what the process does next says it
//   signal   SIGCHLD, where the child's end is to be seen: `plain` tells it, `lanes` does not
#pragma once

#include <map>
#include <set>
#include <string>

#include "show/room.h"
#include "show/row.h"

namespace procdemo::show {

class NoiseFilter {
 public:
  /// Asked once for each event, in order.
  Noise of(const Event& event);

 private:
  std::map<Name, std::set<std::string>> asked_;  ///< by each since it last did anything else
};

}  // namespace procdemo::show
