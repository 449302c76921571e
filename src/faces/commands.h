// Where a reader's commands come from: the words of --keys first, then the lines of an input.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "faces/interrupts.h"
#include "faces/room.h"
#include "session/stepping/line_reader.h"

namespace procdemo::faces {

class Commands {
 public:
  /// Lines are read from `input`, a descriptor.
  Commands(std::vector<std::string> keys, int input);

  /// The next one; waits for it. One that was too long to be kept is "…", which is none. Nothing
  /// once there will be none, or where a Ctrl-C came instead: see was_interrupted().
  std::optional<std::string> next(const Interrupts& interrupts);

  /// Something was shown that asks for an answer: who has typed blank lines before that, at a
  /// terminal, has not meant it.
  void drop_blank();

  /// Whether the reader has not seen it yet: nobody has typed it at this terminal.
  bool was_unseen() const { return unseen_; }

  bool was_interrupted() const { return interrupted_; }

  /// A Ctrl-C came while a command was carried out: those that were to follow it are dropped, and
  /// returned. Where none comes after it, that is what has ended them.
  std::vector<std::string> drop();

 private:
  std::optional<std::string> next_if_any();

  static constexpr std::size_t longest = 1 << 16;  // bytes of a line

  std::vector<std::string> keys_;
  std::size_t taken_ = 0;  // of them
  LineReader lines_;
  const bool typed_;  // the input is a terminal
  bool unseen_ = false;
  bool dropped_ = false;  // and none was taken since
  bool interrupted_ = false;
};

}  // namespace procdemo::faces
