#include "faces/keys.h"

#include <algorithm>
#include <cstddef>

#include "base/text/shell_word.h"
#include "faces/command.h"

namespace procdemo::faces {
namespace {

/// Behind an opening quote; `at` is behind the closing one then, or at the end of all.
std::string quoted_key(std::string_view text, std::size_t& at) {
  std::string key;
  for (; at < text.size(); ++at) {
    if (text[at] == '"' && text.substr(at + 1, 1) != "\"") {
      ++at;
      return key;
    }
    if (text[at] == '"') ++at;
    key += text[at];
  }
  return key;
}

std::string plain_key(std::string_view text, std::size_t& at) {
  const std::size_t begin = at;
  at = std::min(text.find(' ', begin), text.size());
  return std::string(text.substr(begin, at - begin));
}

}  // namespace

std::vector<std::string> keys_in(std::string_view text) {
  std::vector<std::string> keys;
  for (std::size_t at = 0; (at = text.find_first_not_of(' ', at)) != text.npos;) {
    const bool quoted = text[at] == '"';
    if (quoted) ++at;
    keys.push_back(quoted ? quoted_key(text, at) : plain_key(text, at));
  }
  return keys;
}

std::string text_of_keys(const std::vector<std::string>& keys) {
  std::string text;
  for (const std::string& key : keys) {
    if (!text.empty()) text += " ";
    const bool plain = !key.empty() && key.find_first_of(" \"") == key.npos;
    if (plain) {
      text += key;
      continue;
    }
    text += '"';
    for (const char c : key) text += c == '"' ? std::string("\"\"") : std::string(1, c);
    text += '"';
  }
  return text;
}

std::string with_keys(const std::string& command, const std::string& keys) {
  const std::size_t gap = command.find("{0}");
  return command.substr(0, gap) + quoted_for_shell(keys) + command.substr(gap + 3);
}

std::optional<std::string> command_again(const std::string& command,
                                         const std::vector<ReaderRequest>& requests) {
  std::vector<std::string> keys;
  for (const ReaderRequest& request : requests) {
    const auto key = key_of(request);
    if (!key) return std::nullopt;
    keys.push_back(*key);
  }
  return with_keys(command, text_of_keys(keys));
}

}  // namespace procdemo::faces
