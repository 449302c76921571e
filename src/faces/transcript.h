// What was done in a session, as the keys that do it once more.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "faces/keys.h"
#include "faces/room.h"

namespace procdemo::faces {

class Transcript {
 public:
  /// A command was given after so many steps. An empty one is written as what it means.
  void did(std::string_view command, int step) {
    keys_.emplace_back(command.empty() ? "n" : command);
    before_ = step;
    stopped_ = false;
  }

  /// The reader has asked to stop what that began.
  void gave_up() { stopped_ = true; }

  /// The session waits, after so many steps. What was given up is written as what came of it.
  void is_at(int step) {
    if (!std::exchange(stopped_, false) || keys_.empty()) return;
    const bool went_on = keys_.back().starts_with('c');
    if (step > before_ && !went_on) return;  // it was over before
    keys_.pop_back();
    if (step > before_) keys_.push_back("c:@" + std::to_string(step));
    if (step < before_) keys_.push_back("b" + std::to_string(before_ - step));
  }

  /// All of them, and that is the end.
  std::string keys() const {
    std::vector<std::string> all = keys_;
    all.emplace_back("q");
    return text_of_keys(all);
  }

 private:
  std::vector<std::string> keys_;
  int before_ = 0;
  bool stopped_ = false;
};

}  // namespace procdemo::faces
