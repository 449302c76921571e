// What a program reads in a session: what its user has given it, and what the reader types.
#pragma once

#include <sys/types.h>

#include <string>

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

  /// What a program that reads `file`, or where that is empty this process's standard input, finds
  /// as its own (proc_pid_fd(5)); to be asked before there is one of these.
  static std::string stands_for(const std::string& file);

  /// The program finds this, too, from here on.
  void type(const std::string& text) const;

  /// The program begins again: what was typed is gone.
  void begin_again();

  /// Whether a task is held where it is about to read from it, and would find nothing.
  bool is_awaited_by(pid_t tid) const;

 private:
  Fd file_;
  off_t given_ = 0;  // bytes of it
};

}  // namespace procdemo::session
