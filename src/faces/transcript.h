// What was done in a session, and what came of it, as a console block of a page: `procdemo check`
// replays it.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "faces/lines_text.h"
#include "faces/room.h"

namespace procdemo::faces {

class Transcript {
 public:
  /// As a page has it: plain, without colours, 80 columns wide, of any length; else in this style.
  /// `command`: as LinesText has it.
  Transcript(const Style& style, const std::string& command,
             std::vector<std::filesystem::path> folders);

  void hear(const Message& message) { lines_.hear(message); }

  /// A command was given, and answered where no session has to be asked. An empty one is written as
  /// what it means.
  void did(std::string_view command);

  /// Adds the block to the file; it ends the run where that is. Throws std::system_error.
  void add_to(const std::string& file) const;

 private:
  std::string text_;
  std::vector<std::string> keys_;
  std::string command_;
  LinesText lines_;
};

}  // namespace procdemo::faces
