// Who made whom, what each process ran, and how it ended: for when a run is over, and columns did
// not suffice.
//
//   P 4211  make: ends with code 0
//   ├ P.1 4212  sh -c ls → ls: ends with code 0
//   │ └ P.1.1 4213: is ended by SIGKILL; its parent never waited for it
//   └ P.2 4214: ends with code 0
//     … 7 more like it
#pragma once

#include <string>

#include "show/lineage.h"
#include "show/narrator.h"
#include "show/room.h"

namespace procdemo::show {

/// With its heading; at most about a screen and a half. `goes_on`: the run does, and this is how it
/// stands.
std::string process_tree(const Lineage& lineage, const Style& style, bool goes_on = false);

}  // namespace procdemo::show
