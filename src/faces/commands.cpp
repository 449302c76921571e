#include "faces/commands.h"

#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace procdemo::faces {
namespace {

std::vector<std::string> keys_in(std::string_view text) {
  std::vector<std::string> keys;
  for (std::size_t at = 0; (at = text.find_first_not_of(' ', at)) != text.npos;) {
    const bool quoted = text[at] == '"';
    const std::size_t begin = at + (quoted ? 1 : 0);
    at = std::min(text.find(quoted ? '"' : ' ', begin), text.size());
    keys.emplace_back(text.substr(begin, at - begin));
    at = std::min(at + (quoted ? 1 : 0), text.size());
  }
  return keys;
}

}  // namespace

Commands::Commands(const std::string& keys, int input)
    : keys_(keys_in(keys)), lines_(input, longest), typed_(::isatty(input) == 1) {}

std::optional<std::string> Commands::next(const Interrupts& interrupts) {
  unseen_ = taken_ < keys_.size() || !typed_;
  if (taken_ < keys_.size()) return keys_[taken_++];
  while (true) {
    if (auto line = lines_.next_if_any()) return line;
    if (lines_.ended()) return std::nullopt;
    interrupted_ = !interrupts.wait_for(lines_.fd());
    if (interrupted_) return std::nullopt;
  }
}

}  // namespace procdemo::faces
