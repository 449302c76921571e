// --update: a block's lines, renewed by what came.
#pragma once

#include <string>
#include <vector>

#include "claims/placeholder.h"
#include "replays/room.h"

namespace procdemo::replays {

/// What a command printed in one run.
struct Printed {
  std::vector<std::string> lines;
  Placeholders known = {};  ///< what placeholders stand for in it
  bool live = false;        ///< its times are real ones, and never the same
  bool refused = false;     ///< this machine let the program make no more processes
};

/// What the block is to say now. Lines that still match stay as they were written, with their `...`
/// and `[..]`. New ones are what was printed, with [pid NAME] for the run's PIDs, and [..] for real
/// times and where another run of the same command (`again`) printed something else.
std::vector<std::string> rewritten(const std::vector<std::string>& expected, const Printed& printed,
                                   const Printed& again);

}  // namespace procdemo::replays
