#include "faces/keys.h"

#include <algorithm>
#include <cstddef>

#include "base/problem.h"
#include "base/text/shell_word.h"
#include "base/text/shell_words.h"
#include "faces/command.h"
#include "faces/problems.h"

namespace procdemo::faces {
namespace {

/// As long as a line that a terminal takes (termios(3), canonical mode).
constexpr std::size_t longest_key = 4096;

/// Which of the characters of a text it is, where so many bytes are before it; from 1.
std::size_t number_of_character(std::string_view text, std::size_t behind) {
  const auto begins = [](char byte) { return (byte & 0xC0) != 0x80; };  // in UTF-8
  return static_cast<std::size_t>(std::ranges::count_if(text.substr(0, behind), begins)) + 1;
}

std::string in_quotes(const std::string& key) {
  std::string text = "\"";
  for (const char c : key) {
    if (std::string_view("\"\\$`").find(c) != std::string_view::npos) text += '\\';
    text += c;
  }
  return text + '"';
}

}  // namespace

std::vector<std::string> keys_in(std::string_view text) try {
  return shell_words(text, ShellText::words);
} catch (const NoShellWords& wrong) {
  throw Problem(Status::usage, FaceProblem::keys_open,
                {wrong.what(), std::to_string(number_of_character(text, wrong.at))});
}

std::string text_of_keys(const std::vector<std::string>& keys) {
  std::string text;
  for (const std::string& key : keys) {
    const bool plain = !key.empty() && key.find_first_of(" \t\n\"'\\") == key.npos;
    text += (text.empty() ? "" : " ") + (plain ? key : in_quotes(key));
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
    if (!key || key->size() > longest_key) return std::nullopt;
    keys.push_back(*key);
  }
  return with_keys(command, text_of_keys(keys));
}

}  // namespace procdemo::faces
