// Programs of the machine's own that lessons are made of or run by: a compiler, an interpreter.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <vector>

#include "base/fd.h"
#include "lesson/room.h"

namespace procdemo::lesson {

/// Whether there is such a command, as a shell finds it: with a slash as it is, else in $PATH.
bool is_command(const std::string& name);

/// How long a tool may take, and how much it may have of what. A source may be such that its
/// compiler never ends, or takes all memory: it includes itself, or a device.
struct ToolLimits {
  std::chrono::seconds time{60};
  std::size_t words = 1'000'000;          ///< bytes of output and errors
  std::size_t memory = 2'147'483'648;     ///< bytes, of each of its processes
  std::size_t file_size = 1'073'741'824;  ///< bytes, of each file that it makes
};

enum class ToolEnd { well, failed, too_long, too_many_words };

/// Runs a command with its output and errors in a file; how it ended. It leads a process group of
/// its own, all of which is ended at a limit. Throws std::system_error where it can't be started,
/// Interrupted where SIGINT, SIGTERM or SIGHUP came meanwhile.
ToolEnd run_tool(const std::vector<std::string>& command, const Fd& words,
                 const ToolLimits& limits = {});

/// What a command said.
struct ToolAnswer {
  ToolEnd end = ToolEnd::failed;
  std::string words;
};

/// Asks it. Throws as run_tool().
ToolAnswer ask_tool(const std::vector<std::string>& command, const ToolLimits& limits = {});

}  // namespace procdemo::lesson
