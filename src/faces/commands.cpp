#include "faces/commands.h"

#include <unistd.h>

#include <utility>

namespace procdemo::faces {

Commands::Commands(std::vector<std::string> keys, int input)
    : keys_(std::move(keys)), lines_(input, longest), typed_(::isatty(input) == 1) {}

std::optional<std::string> Commands::next(const Interrupts& interrupts) {
  unseen_ = taken_ < keys_.size() || !typed_;
  if (taken_ < keys_.size()) return keys_[taken_++];
  while (true) {
    if (auto line = lines_.next_if_any()) return lines_.was_too_long() ? "…" : line;
    if (lines_.ended()) return std::nullopt;
    interrupted_ = !interrupts.wait_for(lines_.fd());
    if (interrupted_) return std::nullopt;
  }
}

}  // namespace procdemo::faces
