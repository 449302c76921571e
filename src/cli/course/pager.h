// What somebody reads who goes through a lesson: text that is only ever added to, and never more
// of it than a screen has rows before a key is pressed.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "cli/room.h"
#include "faces/commands.h"
#include "show/narrator.h"

namespace procdemo::cli {

class Pager {
 public:
  /// Where keys come from, and which of them are commands elsewhere. They live longer.
  struct Keys {
    faces::Commands& commands;
    const faces::Interrupts& interrupts;
    std::function<bool(const std::string& typed)> is_command;
  };

  /// `screen`: standard output is one; what is written elsewhere has no end. The style lives
  /// longer.
  Pager(const Style& style, bool screen, Keys keys);

  /// Lines, each ended by a newline. Where a screen is full, its reader is asked first, who may
  /// leave by a command: nothing is shown any more then, until it is taken by ask().
  void show(std::string_view text);

  /// The same, of what belongs together: on one screen, where that is large enough.
  void show_whole(std::string_view text);

  /// Somebody else has written on this screen: what comes next waits for a key.
  void fill();

  bool has_left() const { return has_left_; }

  /// What was shown asks for an answer: blank lines that were typed before are none.
  void drop_blank() { keys_.commands.drop_blank(); }

  /// What is typed at this prompt; nothing once nobody types any more. Where the reader has left
  /// what was shown, that is the command.
  std::optional<std::string> ask(const std::string& prompt);

 private:
  int room() const;
  std::optional<std::string> typed_at(const std::string& prompt);
  void wait_for_key();

  const Style& style_;
  const bool screen_;
  Keys keys_;
  int shown_ = 0;  // rows since the last key
  bool has_left_ = false;
  std::optional<std::string> left_by_;
};

}  // namespace procdemo::cli
