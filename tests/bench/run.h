// Runs a command once, to its end, and says what that cost by the kernel's own accounts (wait4(2)).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace procdemo::bench {

/// Where a command's two outputs go. What goes into a pipe or to a terminal is read as it comes.
enum class Output { pipe, terminal, nowhere };

struct Command {
  std::vector<std::string> argv;  ///< argv[0] is found in PATH
  Output output = Output::pipe;
  std::vector<std::string> before = {};  ///< runs first, and is not measured
};

struct Cost {
  double wall = 0;          ///< seconds, from its start until it has been reaped
  double processor = 0;     ///< seconds, of it and all that descend from it
  std::int64_t peak = 0;    ///< bytes of memory: the largest process among them. Never less than
                            ///< what this process has itself, whose memory the start borrows.
  std::string last_output;  ///< the last 64 KiB
};

/// Standard input is /dev/null. Returns when all that descends from it has ended, too: this process
/// becomes a subreaper (prctl(2)), and may have no other child. Throws std::system_error when it
/// can't be started, and std::runtime_error with its last words when it ends with any status but 0.
Cost run(const Command& command);

}  // namespace procdemo::bench
