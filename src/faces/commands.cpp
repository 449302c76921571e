#include "faces/commands.h"

#include <unistd.h>

#include <utility>

namespace procdemo::faces {

Commands::Commands(std::vector<std::string> keys, int input)
    : keys_(std::move(keys)), lines_(input, longest), typed_(::isatty(input) == 1) {}

std::optional<std::string> Commands::next(const Interrupts& interrupts) {
  while (true) {
    unseen_ = taken_ < keys_.size() || !typed_;
    if (auto command = next_if_any()) {
      dropped_ = false;
      return command;
    }
    interrupted_ = lines_.ended() ? dropped_ : !interrupts.wait_for(lines_.fd());
    if (lines_.ended() || interrupted_) return std::nullopt;
  }
}

std::optional<std::string> Commands::next_if_any() {
  if (taken_ < keys_.size()) return keys_[taken_++];
  auto line = lines_.next_if_any();
  return line && lines_.was_too_long() ? "…" : line;
}

void Commands::drop_blank() {
  if (typed_ && taken_ == keys_.size()) lines_.drop_blank();
}

// A terminal has dropped what was typed ahead of it by itself (termios(3), ISIG).
std::vector<std::string> Commands::drop() {
  constexpr std::size_t most = 1 << 16;  // others may write without end
  std::vector<std::string> those;
  while (those.size() < most) {
    auto command = next_if_any();
    if (!command) break;
    those.push_back(*std::move(command));
  }
  dropped_ = true;
  return those;
}

}  // namespace procdemo::faces
