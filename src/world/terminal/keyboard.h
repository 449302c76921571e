// The keys of the user's terminal, for a run that has a terminal of its own.
//
// A run in a world of its own (inside/inside.h) lives in a session of its own, with its own
// controlling terminal. Keys are typed at the user's. Of that only a process in the user's session
// may read as a program there does: where its job is in the background the kernel stops it
// (SIGTTIN), and it takes nothing from the shell. So the process that was called, which waits
// outside, reads when it is asked to; what it got is typed into the run's terminal.
#pragma once

#include <sys/ioctl.h>
#include <termios.h>

#include <optional>
#include <string>
#include <utility>

#include "base/fd.h"
#include "world/room.h"

namespace procdemo::world {

/// What a terminal is like.
struct TerminalState {
  termios settings{};
  winsize size{};
};

/// Of the terminal behind this descriptor; nothing where it is none.
std::optional<TerminalState> terminal_state(int fd);

/// In the process that runs programs.
class Keyboard {
 public:
  /// `connection` to the reader; `terminal` is what the user's was like at the beginning.
  Keyboard(Fd connection, const TerminalState& terminal, bool is_input)
      : connection_(std::move(connection)), terminal_(terminal), is_input_(is_input) {}

  const TerminalState& terminal() const { return terminal_; }

  /// Whether the user's standard input is that terminal.
  bool is_input() const { return is_input_; }

  /// What is typed next is wanted, once; the user's terminal gets these settings for it.
  void ask(const termios& settings);

  /// What one read(2) gave, empty at the end of the input (Ctrl-D); nothing as long as nothing was
  /// typed. When the reader has gone that is an end, too.
  std::optional<std::string> take();

  bool asked() const { return asked_; }
  int fd() const { return connection_.get(); }  ///< readable when there is something to take

 private:
  Fd connection_;
  TerminalState terminal_;
  bool is_input_;
  bool asked_ = false;
};

/// In the process that waits outside.
class KeyboardReader {
 public:
  /// `terminal` is the controlling terminal of this process.
  KeyboardReader(Fd connection, Fd terminal)
      : connection_(std::move(connection)), terminal_(std::move(terminal)) {}

  int request_fd() const { return connection_.get(); }  ///< to poll
  int terminal_fd() const {
    return wanted_ ? terminal_.get() : -1;
  }  ///< the same, where keys are wanted

  /// Takes a request, and reads keys that are wanted and there. Where this process is in the
  /// background it is stopped meanwhile.
  void look();

  /// This process goes on after a stop: the shell has put its own settings into the terminal.
  void put_settings() const;

 private:
  void take_request();

  Fd connection_;
  Fd terminal_;
  std::optional<termios> wanted_;
};

/// Both ends; none where this process has no controlling terminal. Throws std::system_error where
/// there are no descriptors left.
struct KeyboardEnds {
  std::optional<Keyboard> keyboard;
  std::optional<KeyboardReader> reader;
};
KeyboardEnds connect_keyboard();

}  // namespace procdemo::world
