// The user's terminal.
#pragma once

#include <string>

#include "cli/room.h"

namespace procdemo::cli {

/// Columns of the terminal that `fd` is (ioctl_tty(2)), else $COLUMNS, else 80.
int terminal_width(int fd);

/// Rows of it, 0 where it is no terminal.
int terminal_rows(int fd);

/// A line on standard error that is written anew whenever there is news, where that is a terminal.
class ProgressLine {
 public:
  ProgressLine();

  bool is_shown() const { return shown_; }

  /// One write; the cursor stays behind it.
  void draw(const std::string& text);

  /// Before anything else is written there.
  void clear();

 private:
  bool shown_;
  bool drawn_ = false;
};

}  // namespace procdemo::cli
