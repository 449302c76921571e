#include "faces/transcript.h"

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
  if (!keys_.empty()) keys_ += " ";
  const char* const quote = key.find(' ') == key.npos ? "" : "\"";
  keys_ += quote + std::string(key) + quote;
}

// How it ends is told when it is replayed.
std::string Transcript::block(const std::string& command, const std::string& prompt) const {
  const std::string keys = keys_ + (keys_.empty() ? "q" : " q");
  const std::size_t gap = command.find("{0}");
  std::string block =
      "```console\n$ " + command.substr(0, gap) + "'" + keys + "'" + command.substr(gap + 3) + "\n";
  return block + text_ + prompt + "q\n...\n```\n";
}

}  // namespace procdemo::faces
