#include "base/text/shell_words.h"

#include <optional>
#include <utility>

namespace procdemo::base {
namespace {

bool is_one_of(std::string_view characters, char c) {
  return characters.find(c) != std::string_view::npos;
}

class Splitter {
 public:
  Splitter(std::string_view text, ShellText sort)
      : text_(text), is_command_(sort == ShellText::command) {}

  std::vector<std::string> words() {
    while (at_ < text_.size()) step();
    finish();
    return std::move(words_);
  }

 private:
  bool is_at_end() const { return at_ == text_.size(); }
  char take() { return text_[at_++]; }

  void step() {
    const char c = take();
    if (is_one_of(" \t\n", c)) return finish();
    if (is_command_ && c == '#' && !word_) return at_ = text_.size(), void();
    if (c == '\'') return quoted(c, "");
    if (c == '"') return quoted(c, "\"\\$`");
    if (is_command_ && is_one_of("|&;<>`$()", c)) throw NoShellWords(c, at_ - 1);
    if (c == '\\' && !is_at_end()) return add(take());
    add(c);
  }

  // Up to the closing quote; a backslash keeps the `escapable` characters.
  void quoted(char quote, std::string_view escapable) {
    const std::size_t opened = at_ - 1;
    word_.emplace(word_.value_or(""));
    while (!is_at_end()) {
      const char c = take();
      if (c == quote) return;
      const bool escapes = c == '\\' && !is_at_end() && is_one_of(escapable, text_[at_]);
      if (is_command_ && quote == '"' && !escapes && is_one_of("$`", c)) {
        throw NoShellWords(c, at_ - 1);
      }
      add(escapes ? take() : c);
    }
    throw NoShellWords(quote, opened);
  }

  void add(char c) {
    if (!word_) word_.emplace();
    *word_ += c;
  }

  void finish() {
    if (word_) words_.push_back(*std::exchange(word_, std::nullopt));
  }

  std::string_view text_;
  bool is_command_;
  std::size_t at_ = 0;
  std::optional<std::string> word_;  // begun; a quoted one may be empty
  std::vector<std::string> words_;
};

}  // namespace

std::vector<std::string> shell_words(std::string_view text, ShellText sort) {
  return Splitter(text, sort).words();
}

}  // namespace procdemo::base
