// What is behind a sentence: the call, where it was made, and what the kernel said then.
#pragma once

#include <string>
#include <vector>

#include "trace/event.h"
#include "trace/room.h"

namespace procdemo::trace {

/// One function of a stack, of the program's own.
struct StackFrame {
  std::string function;  ///< as its author writes it; empty where that is not known
  SourcePlace place;
  bool operator==(const StackFrame&) const = default;
};

struct Evidence {
  Name process;
  std::string call;                 ///< as strace(1) writes it; empty: it was in none
  std::vector<StackFrame> stack;    ///< the innermost first
  std::vector<std::string> kernel;  ///< lines of /proc, with the file's name before each
  bool operator==(const Evidence&) const = default;
};

}  // namespace procdemo::trace
