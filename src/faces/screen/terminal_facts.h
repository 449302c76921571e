// What terminfo(5) knows of a terminal.
#pragma once

#include <string>

#include "faces/room.h"

namespace procdemo::faces {

/// Of the one that TERM names, for as long as this lives.
class TerminalFacts {
 public:
  TerminalFacts();
  TerminalFacts(const TerminalFacts&) = delete;
  TerminalFacts& operator=(const TerminalFacts&) = delete;
  ~TerminalFacts();

  bool known() const { return known_; }

  /// What it wants to be told for that; empty where it has no such thing, or is not known.
  std::string capability(const char* name) const;

 private:
  bool known_ = false;
};

}  // namespace procdemo::faces
