#include "replays/console.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "base/text/lines.h"
#include "base/text/number_in.h"
#include "lesson/markdown.h"

namespace procdemo::replays {

namespace {

// "? 2" is 2.
std::optional<int> status_in(const std::string& line) {
  return line.starts_with("? ") ? number_in<int>(line.substr(2)) : std::nullopt;
}

bool begins_command(const std::string& line) {
  return line.starts_with("$ ");
}

// Reads one step from lines[at] on, which begins one; moves `at` behind it.
ConsoleStep read_step(const std::vector<std::string>& lines, std::size_t& at, int line_of_block) {
  const auto number = [&] { return line_of_block + static_cast<int>(at); };
  ConsoleStep step;
  step.line = number();
  do {
    if (!step.command.empty()) step.command += ' ';
    step.command += lines[at].substr(2);
    step.command_lines.push_back(lines[at++]);
  } while (at < lines.size() && lines[at].starts_with("> "));
  if (at < lines.size()) {
    if (const auto status = status_in(lines[at])) {
      step.status = *status;
      ++at;
    }
  }
  step.first_line = number();
  while (at < lines.size() && !begins_command(lines[at])) step.expected.push_back(lines[at++]);
  return step;
}

// Takes the code blocks that md4c finds. It hands each line's text over as a part of the file, and
// so tells where it stands.
class BlockReader {
 public:
  explicit BlockReader(const std::string& markdown) : markdown_(markdown) {}

  std::vector<ConsoleBlock> blocks() {
    parse_markdown(markdown_, *this);
    return std::move(blocks_);
  }

  // --- for parse_markdown ---

  void enter(MD_BLOCKTYPE type, const void* detail) {
    if (type != MD_BLOCK_CODE) return;
    const MD_ATTRIBUTE& language = static_cast<const MD_BLOCK_CODE_DETAIL*>(detail)->lang;
    inside_ = std::string_view(language.text ? language.text : "", language.size) == "console";
    code_.clear();
    start_.reset();
  }

  void leave(MD_BLOCKTYPE type) {
    if (type == MD_BLOCK_CODE && inside_) take();
    if (type == MD_BLOCK_CODE) inside_ = false;
  }

  void text(MD_TEXTTYPE, std::string_view text) {
    if (!inside_) return;
    const char* const begin = markdown_.data();
    const bool of_file = text.data() >= begin && text.data() < begin + markdown_.size();
    if (of_file && !start_) start_ = static_cast<std::size_t>(text.data() - begin);
    code_ += text;
  }

 private:
  void take() {
    const bool ours = code_.starts_with("$ procdemo ") || code_.starts_with("$ procdemo\n");
    if (!ours || !start_) return;
    ConsoleBlock block;
    const auto before = markdown_.begin() + static_cast<std::ptrdiff_t>(*start_);
    block.line = 1 + static_cast<int>(std::count(markdown_.begin(), before, '\n'));
    if (block.line <= last_line_) return;
    const std::size_t line_start = markdown_.rfind('\n', *start_) + 1;  // 0 for npos + 1
    block.prefix = markdown_.substr(line_start, *start_ - line_start);
    const std::vector<std::string> lines = split(code_, "\n");
    block.lines = static_cast<int>(lines.size());
    last_line_ = block.line + block.lines - 1;
    for (std::size_t at = 0; at < lines.size();) {
      block.steps.push_back(read_step(lines, at, block.line));
    }
    blocks_.push_back(std::move(block));
  }

  const std::string& markdown_;
  std::vector<ConsoleBlock> blocks_;
  int last_line_ = 0;    // of the last block: of bytes that are no text, md4c may report some twice
  bool inside_ = false;  // a console block
  std::string code_;
  std::optional<std::size_t> start_;  // of its first line's text
};

// An empty line needs no indent, but a quotation's mark.
std::string prefixed(const std::string& prefix, const std::string& line) {
  if (!line.empty()) return prefix + line;
  return prefix.substr(0, prefix.find_last_not_of(' ') + 1);
}

}  // namespace

std::vector<ConsoleBlock> console_blocks(const std::string& markdown) {
  return BlockReader(markdown).blocks();
}

std::vector<std::string> lines_of(const ConsoleStep& step) {
  std::vector<std::string> lines = step.command_lines;
  if (step.status != 0) lines.push_back("? " + std::to_string(step.status));
  lines.insert(lines.end(), step.expected.begin(), step.expected.end());
  return lines;
}

std::string with_blocks(const std::string& markdown, const std::vector<ConsoleBlock>& blocks) {
  const std::vector<std::string> lines = split(markdown, "\n");
  const std::string end_of_line = markdown.find("\r\n") == std::string::npos ? "\n" : "\r\n";
  std::string text;
  std::size_t at = 0;
  const auto copy_until = [&](std::size_t end) {
    for (; at < end; ++at) text += lines[at] + "\n";
  };
  for (const ConsoleBlock& block : blocks) {
    copy_until(static_cast<std::size_t>(block.line) - 1);
    for (const ConsoleStep& step : block.steps) {
      for (const std::string& line : lines_of(step)) {
        text += prefixed(block.prefix, line) + end_of_line;
      }
    }
    at += static_cast<std::size_t>(block.lines);
  }
  copy_until(lines.size());
  if (!markdown.ends_with('\n') && !text.empty()) text.pop_back();
  return text;
}

}  // namespace procdemo::replays
