#include "cli/describe/complete.h"

#include <algorithm>
#include <utility>

#include "cli/words/help.h"

namespace procdemo::cli {
namespace {

/// Of the option that `word` is, or nothing.
Argument value_after(const Command& command, const std::string& word) {
  for (const Option& option : options_of(command)) {
    if (word == "--" + option.name) return option.value;
  }
  return {};
}

/// `before` is what stands before the value in the same word: "--lang=".
Completion values(const Argument& value, const std::string& before, const std::string& typed) {
  Completion completion = {.also = value};
  for (const std::string& choice : value.choices) {
    completion.candidates.push_back({before + choice});
  }
  completion.candidates = beginning_with(typed, std::move(completion.candidates));
  return completion;
}

std::vector<Candidate> options(const Command& command) {
  std::vector<Candidate> all;
  for (const Option& option : options_of(command)) {
    all.push_back({"--" + option.name, option.help});
  }
  all.push_back({"--help", in_both(Help::help)});
  return all;
}

}  // namespace

std::vector<Candidate> beginning_with(const std::string& typed, std::vector<Candidate> candidates) {
  std::erase_if(candidates, [&](const Candidate& one) { return !one.word.starts_with(typed); });
  return candidates;
}

Position position_after(const Command& command, const Words& words) {
  Position at;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool is_option = !at.options_over && words[i].starts_with("-");
    if (std::exchange(at.awaited, {}).takes(words[i])) continue;
    if (is_option && words[i] == "--") {
      at.options_over = true;
    } else if (is_option) {
      at.awaited = value_after(command, words[i]);
    } else {
      at.operands.push_back(i);
      at.options_over = at.options_over || command.prefix;
    }
  }
  return at;
}

Completion complete(const Command& command, const Words& words, const std::string& typed) {
  const Position at = position_after(command, words);
  if (!at.awaited.empty()) return values(at.awaited, "", typed);

  const std::size_t equals = typed.find('=');
  if (!at.options_over && typed.starts_with("--") && equals != typed.npos) {
    return values(value_after(command, typed.substr(0, equals)), typed.substr(0, equals + 1),
                  typed);
  }
  if (!at.options_over && typed.starts_with("-")) {
    return {.candidates = beginning_with(typed, options(command))};
  }
  if (command.prefix && !at.operands.empty()) return {.also = Argument::file()};
  return {.also = command.operand};
}

}  // namespace procdemo::cli
