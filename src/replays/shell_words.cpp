#include "replays/shell_words.h"

#include <optional>
#include <stdexcept>
#include <utility>

namespace procdemo::replays {

namespace {

[[noreturn]] void refuse(char c) {
  throw std::invalid_argument(std::string(1, c));
}

class Splitter {
 public:
  explicit Splitter(std::string_view line) : rest_(line) {}

  std::vector<std::string> words() {
    while (!rest_.empty()) step();
    finish();
    return std::move(words_);
  }

 private:
  char take() {
    const char c = rest_.front();
    rest_.remove_prefix(1);
    return c;
  }

  void step() {
    const char c = take();
    if (c == ' ' || c == '\t') return finish();
    if (c == '#' && !word_) return rest_ = {}, void();
    if (c == '\'') return quoted(c, "");
    if (c == '"') return quoted(c, "\"\\$`");
    if (std::string_view("|&;<>`$()").find(c) != std::string_view::npos) refuse(c);
    if (c == '\\' && !rest_.empty()) return add(take());
    add(c);
  }

  // Up to the closing quote; a backslash keeps the `escapable` characters.
  void quoted(char quote, std::string_view escapable) {
    word_.emplace(word_.value_or(""));
    while (!rest_.empty()) {
      const char c = take();
      if (c == quote) return;
      const bool escapes =
          c == '\\' && !rest_.empty() && escapable.find(rest_.front()) != std::string_view::npos;
      if (quote == '"' && !escapes && (c == '$' || c == '`')) refuse(c);
      add(escapes ? take() : c);
    }
    refuse(quote);
  }

  void add(char c) { word_ = word_.value_or("") + c; }

  void finish() {
    if (word_) words_.push_back(*std::exchange(word_, std::nullopt));
  }

  std::string_view rest_;
  std::optional<std::string> word_;  // begun; a quoted one may be empty
  std::vector<std::string> words_;
};

}  // namespace

std::vector<std::string> shell_words(std::string_view line) {
  return Splitter(line).words();
}

}  // namespace procdemo::replays
