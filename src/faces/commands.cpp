#include "faces/commands.h"

#include <unistd.h>

#include <algorithm>

#include "base/text/lines.h"

namespace procdemo::faces {

Commands::Commands(const std::string& keys, int input)
    : keys_(split(keys, " ")), lines_(input, longest), typed_(::isatty(input) == 1) {
  std::erase(keys_, "");
}

std::optional<std::string> Commands::next() {
  unseen_ = taken_ < keys_.size() || !typed_;
  if (taken_ < keys_.size()) return keys_[taken_++];
  return lines_.next();
}

}  // namespace procdemo::faces
