#include "lesson/questions/question_blocks.h"

#include <algorithm>
#include <string_view>

#include "base/files/user_file.h"
#include "base/text/lines.h"
#include "lesson/questions/question_reader.h"

namespace procdemo::lesson {

namespace {

// A line that opens or closes a block of code (CommonMark, "Fenced code blocks").
struct Fence {
  char mark = 0;  // 0: it is none
  std::size_t length = 0;
  std::string_view info = {};

  bool closes(const Fence& open) const {
    return mark == open.mark && length >= open.length && info.empty();
  }
};

std::string_view trimmed(std::string_view text) {
  const std::size_t first = std::min(text.find_first_not_of(" \t\r"), text.size());
  text.remove_prefix(first);
  return text.substr(0, text.find_last_not_of(" \t\r") + 1);
}

Fence fence_in(std::string_view line) {
  constexpr std::size_t most_indent = 3, shortest = 3;
  const std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
  line.remove_prefix(indent);
  if (indent > most_indent || line.empty() || (line[0] != '`' && line[0] != '~')) return {};
  const std::size_t length = std::min(line.find_first_not_of(line[0]), line.size());
  if (length < shortest) return {};
  return {line[0], length, trimmed(line.substr(length))};
}

}  // namespace

std::string question_toml(const std::string& markdown) {
  std::string toml;
  std::string_view rest = markdown, line;
  Fence open;
  bool asks = false, any = false;
  while (next_line(rest, line)) {
    const Fence fence = fence_in(line);
    if (open.mark != 0 && fence.closes(open)) {
      open = {};
      asks = false;
    } else if (open.mark == 0 && fence.mark != 0) {
      open = fence;
      asks = fence.info == "question";
      if (asks) toml += "[[question]]";
      any = any || asks;
    } else if (asks) {
      toml += line;
    }
    toml += '\n';
  }
  return any ? toml : "";
}

std::vector<Question> questions_in_page(const std::filesystem::path& file) {
  const std::string toml = question_toml(read_user_file(file.string()));
  if (toml.empty()) return {};
  const Node root = parse_toml(toml, file.string());
  root.only({"question"});
  return read_questions(root.at("question"), {"", {}, {}});
}

}  // namespace procdemo::lesson
