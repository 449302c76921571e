// What is typed into the terminals of a controlled run.
//
// Nobody sits at them. Whoever waits for keys there gets what the user types at his own terminal
// (world/keyboard.h); where there is none, the end of the input, as of an empty file.
#pragma once

#include <set>

#include "run/outputs.h"
#include "run/room.h"
#include "world/terminal/keyboard.h"

namespace procdemo::run {

class Typing {
 public:
  /// Both have to live as long. `keyboard` may be nullptr.
  Typing(const Outputs& outputs, Keyboard* keyboard) : outputs_(outputs), keyboard_(keyboard) {}

  /// Whether the program's standard input is its terminal, too.
  bool is_input() const { return outputs_.control() && keyboard_ && keyboard_->is_input(); }

  /// Whether somebody may type.
  bool is_possible() const { return outputs_.control() && keyboard_; }

  /// A task waits at these of them, one at least. What was typed meanwhile is typed at the one that
  /// reads single keys, if any does (alone they are one terminal); where nobody can type, the end:
  /// false where a terminal in this mode knows none (termios(3), noncanonical).
  bool serve(const std::set<int>& outputs);

  /// Readable when something was typed that is asked for; or -1.
  int ready_fd() const { return is_possible() && keyboard_->asked() ? keyboard_->fd() : -1; }

 private:
  bool type_end(int output, const struct termios& settings) const;
  void type_line(int output, const struct termios& settings, const std::string& text) const;

  const Outputs& outputs_;
  Keyboard* keyboard_;
};

}  // namespace procdemo::run
