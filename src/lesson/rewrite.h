// --update: a block's lines, renewed by what came.
#pragma once

#include <string>
#include <vector>

#include "lesson/placeholder.h"

namespace procdemo {

/// What the block is to say now. Lines that still match stay as they were written, with their `...`
/// and `[..]`. New ones are what was printed, with [pid NAME] for the run's PIDs, and [..] where
/// another run of the same command (`again`) printed something else in the same line.
std::vector<std::string> rewritten(const std::vector<std::string>& expected,
                                   const std::vector<std::string>& output,
                                   const std::vector<std::string>& again, const Placeholders& known,
                                   const Placeholders& known_again);

}  // namespace procdemo
