#include "faces/transcript.h"

#include "faces/keys.h"

namespace procdemo::faces {
namespace {

Style on_page(Style style) {
  style.color = false;
  style.width = 80;
  return style;
}

}  // namespace

Transcript::Transcript(const Style& style)
    : telling_(Format::plain, on_page(style), [this](std::string_view text) { text_ += text; }) {}

void Transcript::did(std::string_view command) {
  const std::string_view key = command.empty() ? "n" : command;
  text_ += key;
  text_ += "\n";
  keys_.emplace_back(key);
}

// How it ends is told when it is replayed.
std::string Transcript::block(const std::string& command, const std::string& prompt) const {
  std::vector<std::string> keys = keys_;
  keys.emplace_back("q");
  return "```console\n$ " + with_keys(command, text_of_keys(keys)) + "\n" + text_ + prompt +
         "q\n...\n```\n";
}

}  // namespace procdemo::faces
