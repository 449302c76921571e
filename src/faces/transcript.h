// What was done in a session, and what came of it, as a console block of a page: `procdemo check`
// replays it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "faces/room.h"
#include "faces/telling.h"

namespace procdemo::faces {

class Transcript {
 public:
  /// As a page has it: plain, without colours, 80 columns wide; else in this style.
  explicit Transcript(const Style& style);

  /// The run, as it was told.
  Telling& telling() { return telling_; }

  /// What the session itself says.
  void say(std::string_view text) { text_ += text; }

  /// A command, behind its prompt; an empty one is written as what it means.
  void did(std::string_view command);

  /// The block; it ends the run, at this prompt. `command` is what was typed to start the session,
  /// without its keys; {0} stands where these go.
  std::string block(const std::string& command, const std::string& prompt) const;

 private:
  std::string text_;
  std::vector<std::string> keys_;
  Telling telling_;
};

}  // namespace procdemo::faces
