#include "show/terminal/tree.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/text/utf8.h"
#include "show/sentences/short_names.h"
#include "show/terminal/escape.h"
#include "show/terminal/glyph.h"
#include "show/terminal/sheet.h"
#include "show/words/events.h"
#include "show/words/tree.h"

namespace procdemo::show {

namespace {

constexpr std::size_t most_tree_rows = 40;
constexpr std::size_t longest_command = 60;
constexpr std::size_t alike_enough = 4;  // so many in a row are told as one

std::string cut_command(std::string text) {
  if (text.size() <= longest_command) return text;
  text.resize(start_of_character(text, longest_command));
  return text + "…";
}

// The first and the last ones, where it became many.
std::string programs(const Life& life) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < life.ran.size(); ++i) {
    const bool left_out = life.ran.size() > 3 && i > 0 && i + 2 < life.ran.size();
    if (!left_out) names.push_back(cut_command(without_scratch(life.ran[i])));
    if (left_out && i == 1) names.push_back("…");
  }
  return fmt::format("{}", fmt::join(names, " → "));
}

class Tree {
 public:
  Tree(const Lineage& lineage, const Style& style, bool goes_on)
      : lives_(lineage.lives()), style_(style), goes_on_(goes_on), sheet_(style) {}

  std::string drawn(const std::vector<std::size_t>& roots) {
    sheet_.blank();
    sheet_.prose({{say(style_.language, Forest::heading), bold}});
    for (const std::size_t root : roots) branch(lives_[root], nullptr, "", "");
    if (told_ < lives_.size())
      row("", {{say(style_.language, Forest::more, lives_.size() - told_)}});
    return sheet_.take();
  }

 private:
  // A process, and those that it made; `left` stands before what it made.
  void branch(const Life& life, const Life* maker, const std::string& own,
              const std::string& left) {
    if (rows_ >= most_tree_rows) return;
    ++told_;
    row(own, words(life, maker));
    const std::vector<std::size_t>& children = life.children;
    for (std::size_t i = 0; i < children.size(); ++i) {
      const std::size_t alike = count_alike(children, i);
      const bool last = i + alike == children.size();
      branch(lives_[children[i]], &life, left + drawn(last ? "└ " : "├ "),
             left + drawn(last ? "  " : "│ "));
      if (alike == 1 || rows_ >= most_tree_rows) continue;
      told_ += alike - 1;
      row(left + drawn(last ? "  " : "│ "),
          {{say(style_.language, Forest::alike, alike - 1), dim}});
      i += alike - 1;
    }
  }

  std::string drawn(const char* lines) const { return style_.spoken ? "  " : lines; }

  // How many children from this one on are told as one; 1 where they are too few.
  std::size_t count_alike(const std::vector<std::size_t>& children, std::size_t from) const {
    const Life& first = lives_[children[from]];
    std::size_t end = from;
    const auto is_alike = [&](const Life& life) {
      return life.children.empty() && life.ran == first.ran && life.code == first.code &&
             life.signal == first.signal && life.orphan == first.orphan &&
             life.reaped == first.reaped;
    };
    while (end < children.size() && is_alike(lives_[children[end]])) ++end;
    return end - from >= alike_enough ? end - from : 1;
  }

  Rich words(const Life& life, const Life* maker) const {
    const Ink ink = ink_of_process(static_cast<int>(told_ - 1));
    const std::string ran = programs(life);
    Rich text{{escaped(life.name), Ink{ink.color, true, false}},
              {" " + escaped(life.pid.text()), ink}};
    if (!ran.empty()) text.push_back({"  " + escaped(ran)});
    text.push_back({say(style_.language, Forest::colon) + escaped(end(life, maker)), dim});
    return text;
  }

  std::string end(const Life& life, const Life* maker) const {
    const Language language = style_.language;
    const bool ended = life.signal || life.code;
    if (goes_on_ && !ended) return say(language, life.orphan ? Forest::lives_on : Forest::alive);
    std::string how = life.signal ? say(language, Say::exit_signal, *life.signal)
                      : life.code ? say(language, Say::exit_code, *life.code)
                                  : say(language, Forest::not_ended);
    if (life.orphan) return how + say(language, Forest::orphan);
    const bool awaited = life.reaped || life.name == "P";
    const bool may_come = goes_on_ && maker && !maker->signal && !maker->code;
    if (ended && !awaited && may_come) return how + say(language, Forest::zombie);
    return ended && !awaited ? how + say(language, Forest::unawaited) : how;
  }

  void row(const std::string& left, Rich text) {
    ++rows_;
    const int deepest = style_.width / 2;
    const std::string lines = columns_of(left) > deepest ? "… " : left;
    text.insert(text.begin(), {lines, dim});
    sheet_.prose(text, 2, columns_of(lines) + 2);
  }

  const std::deque<Life>& lives_;
  Style style_;
  bool goes_on_;
  Sheet sheet_;
  std::size_t rows_ = 0;
  std::size_t told_ = 0;  ///< processes
};

}  // namespace

std::string process_tree(const Lineage& lineage, const Style& style, bool goes_on) {
  return Tree(lineage, style, goes_on).drawn(lineage.roots());
}

}  // namespace procdemo::show
