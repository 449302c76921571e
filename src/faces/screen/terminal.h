// The reader's terminal, drawn on as a whole (ncurses), and its keys.
//
// For the thread that made it: nobody else touches ncurses. However procdemo ends, the terminal is
// as it was: when it is killed, a helper sees to that (world/terminal_settings.h).
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <variant>

#include "base/signal_mask.h"
#include "faces/room.h"
#include "faces/screen/view.h"

namespace procdemo::faces {

enum class Named { enter, next, back, tab, escape, backspace, interrupt, resized };

/// A button of the mouse, or its wheel.
struct Click {
  enum class What { press, wheel_up, wheel_down };
  What what = What::press;
  int row = 0;
  int column = 0;
  bool operator==(const Click&) const = default;
};

/// A key that has a name, the character that was typed, or the mouse.
using Key = std::variant<Named, char32_t, Click>;

class Terminal {
 public:
  /// Whether standard input and output are one that knows what is needed, and is large enough.
  static bool is_capable();

  /// Throws std::system_error where ncurses can't begin.
  explicit Terminal(bool color);
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;
  ~Terminal();

  /// Whether it tells of the mouse; then it marks no text by itself. Not at the beginning.
  void use_mouse(bool wanted);

  ScreenSize size() const;
  void draw(const Picture& picture);

  /// Waits until `fd` is readable, the size has changed, or, where they are wanted, a key was
  /// pressed; so long at most, where that is given.
  void wait(int fd, bool keys, std::optional<std::chrono::milliseconds> at_most) const;

  /// What was pressed, if anything was.
  std::optional<Key> key();

  /// Whether the reader's end of it is gone.
  bool is_gone() const { return gone_; }

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
  mutable bool gone_ = false;
};

}  // namespace procdemo::faces
