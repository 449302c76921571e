// Programs of the machine's own that lessons are made of or run by: a compiler, an interpreter.
#pragma once

#include <string>
#include <vector>

#include "base/fd.h"
#include "lesson/room.h"

namespace procdemo::lesson {

/// Whether there is such a command, as a shell finds it: with a slash as it is, else in $PATH.
bool is_command(const std::string& name);

/// Runs a command with its output and errors in a file; says whether it succeeded. Throws
/// std::system_error where it can't be started.
bool run_tool(const std::vector<std::string>& command, const Fd& words);

/// What a command said.
struct ToolAnswer {
  bool well = false;  ///< it succeeded
  std::string words;
};

/// Asks it. Throws as run_tool().
ToolAnswer ask_tool(const std::vector<std::string>& command);

}  // namespace procdemo::lesson
