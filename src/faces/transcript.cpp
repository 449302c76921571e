#include "faces/transcript.h"

#include <fcntl.h>

#include <utility>

#include "base/fd.h"
#include "faces/keys.h"

namespace procdemo::faces {
namespace {

Style on_page(Style style) {
  style.color = false;
  style.width = 80;
  style.rows = 0;
  return style;
}

}  // namespace

Transcript::Transcript(const Style& style, const std::string& command,
                       std::vector<std::filesystem::path> folders)
    : command_(command),
      lines_(Format::plain, on_page(style), command, std::move(folders),
             [this](std::string_view text) { text_ += text; }) {}

void Transcript::did(std::string_view command) {
  const std::string key(command.empty() ? "n" : command);
  text_ += lines_.prompt() + as_quoted(key) + "\n";
  keys_.push_back(key);
  lines_.request_of(key);
}

// How it ends is told when it is replayed.
void Transcript::add_to(const std::string& file) const {
  std::vector<std::string> keys = keys_;
  keys.emplace_back("q");
  const Fd page = open_file(file, O_WRONLY | O_CREAT | O_APPEND, 0666);
  write_all(page.get(), "```console\n$ " + with_keys(command_, text_of_keys(keys)) + "\n" + text_ +
                            lines_.prompt() + "q\n...\n```\n");
}

}  // namespace procdemo::faces
