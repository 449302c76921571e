// A command of procdemo's, carried out by a process of its own as if it had been typed; its trace
// is kept. Whoever has it made can go on: a run in an order moves its process to a world of its
// own.
#pragma once

#include <string>

#include "cli/describe/given.h"
#include "cli/room.h"

namespace procdemo::cli {

struct KeptRun {
  int status = 0;     ///< procdemo's exit status
  std::string trace;  ///< JSON Lines; empty where nothing was observed
};

/// While it runs, Ctrl-C is its own. Quiet: what it prints, nobody sees. Throws std::system_error.
KeptRun keep_run(const Words& words, bool quiet);

}  // namespace procdemo::cli
