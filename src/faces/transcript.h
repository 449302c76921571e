// What was done in a session, as the keys that do it once more.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "faces/keys.h"
#include "faces/room.h"

namespace procdemo::faces {

class Transcript {
 public:
  /// A command was given. An empty one is written as what it means.
  void did(std::string_view command) { keys_.emplace_back(command.empty() ? "n" : command); }

  /// All of them, and that is the end.
  std::string keys() const {
    std::vector<std::string> all = keys_;
    all.emplace_back("q");
    return text_of_keys(all);
  }

 private:
  std::vector<std::string> keys_;
};

}  // namespace procdemo::faces
