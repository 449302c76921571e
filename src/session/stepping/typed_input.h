// What a program reads in a session: what its user has given it, and what the reader types.
#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

#include "base/fd.h"
#include "session/room.h"

namespace procdemo::session {

/// A file in memory, which becomes this process's standard input: programs inherit it. A program
/// that reads more than there is finds the end, as in any file, and may find more there later.
class TypedInput {
 public:
  /// It begins with a copy of `file`; with nothing, where that is empty. Throws Problem
  /// (FileProblem, SessionProblem::input_unreadable).
  explicit TypedInput(const std::string& file);

  /// The reader has typed this after so many steps. What was typed after later ones is forgotten.
  void type(int step, std::string text);

  /// The program begins again.
  void begin_again();

  /// So many steps were taken: what was typed here before is there.
  void come_to(int step);

  /// What was typed after this many steps or more is forgotten.
  void forget_from(int step);

  /// Whether a task is held where it is about to read from it, and would find nothing.
  bool is_awaited_by(pid_t tid) const;

 private:
  struct Typed {
    int step;
    std::string text;
  };

  void append(const std::string& text) const;

  Fd file_;
  off_t given_ = 0;  // bytes of it
  std::vector<Typed> typed_;
  std::size_t added_ = 0;  // of these, in this run
};

}  // namespace procdemo::session
