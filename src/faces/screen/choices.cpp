#include "faces/screen/choices.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <utility>

#include "faces/screen/hanging.h"
#include "faces/words/lines.h"
#include "faces/words/screen.h"
#include "show/sentences/deadlock_words.h"
#include "show/sentences/intention_words.h"
#include "show/terminal/escape.h"
#include "show/terminal/glyph.h"

namespace procdemo::faces {
namespace {

std::string line_words(const std::optional<SourcePlace>& place, Language language) {
  return place ? say(language, ScreenSay::at_line, place->line) : "";
}

// One of the list: mark, name and place, and the sentence behind them.
struct Choice {
  Rich beginning, sentence;
  std::optional<int> ready{};  // one of those who can go on

  Rich whole() const { return joined(beginning, sentence); }
  std::vector<Rich> wrapped(int columns) const { return hanging(beginning, sentence, columns); }
};

class Choices {
 public:
  Choices(const View& view, ToldRun& told) : view_(view), told_(told) {
    const auto measure = [&](const auto& one) {
      names_ = std::max(names_, columns_of(escaped(one.name)));
      lines_ = std::max(lines_, columns_of(line_words(one.place, view.language)));
    };
    std::ranges::for_each(view.status.ready, measure);
    std::ranges::for_each(view.status.waiting, measure);
  }

  std::vector<Choice> made() const {
    std::vector<Choice> entries;
    int number = 0;
    for (const Ready& ready : view_.status.ready) entries.push_back(of(ready, number++));
    for (const Blocked& blocked : view_.status.waiting) entries.push_back(of(blocked));
    return entries;
  }

 private:
  Rich beginning(const std::string& mark, const Name& name,
                 const std::optional<SourcePlace>& place) const {
    Ink ink = told_.ink_of(name);
    ink.bold = true;
    const std::string line = line_words(place, view_.language);
    return {{mark, bold},
            {padded(escaped(name), names_) + "  ", ink},
            {lines_ > 0 ? padded(line, lines_) + "  " : ""}};
  }

  Choice of(const Ready& ready, int number) const {
    const char* const mark = number == view_.chosen ? "▶" : " ";
    const std::string object = told_.short_name(object_of(ready.does));
    const Piece input = {ready.input ? "  " + say(view_.language, LinesSay::no_input) : "", dim};
    return {
        .beginning = beginning(fmt::format("{} {:<2} ", mark, number + 1), ready.name, ready.place),
        .sentence = {{escaped(intention_words(ready.does, object, view_.language))}, input},
        .ready = number};
  }

  Choice of(const Blocked& blocked) const {
    const std::string object = told_.short_name(blocked.on);
    return {.beginning = beginning("     ", blocked.name, blocked.place),
            .sentence = {{escaped(waiting_sentence(blocked, object, view_.language)), dim}}};
  }

  const View& view_;
  ToldRun& told_;
  int names_ = 0, lines_ = 0;  // columns
};

class List {
 public:
  List(const View& view, const ToldRun& told, ScreenSize size) : view_(view), size_(size) {
    add({{say(view.language, question(told)), bold}}, std::nullopt);
    if (view.again.empty()) return;
    for (const Rich& row : hanging({}, {{escaped(view.again)}}, size.columns)) add(row, {});
  }

  // False, and nothing was added, where they do not all have room.
  bool add_all(const std::vector<Choice>& entries) {
    ChoiceList before = list_;
    for (const Choice& entry : entries) {
      for (const Rich& row : entry.wrapped(size_.columns)) add(row, entry.ready);
    }
    const bool fits = std::ssize(list_.rows) <= size_.rows;
    if (!fits) list_ = std::move(before);
    return fits;
  }

  // The last row counts the rest, on either side.
  void add_around_chosen(const std::vector<Choice>& entries) {
    const int all = static_cast<int>(entries.size());
    const int heads = static_cast<int>(list_.rows.size());
    const int rows = std::max(1, size_.rows - heads),
              room = all <= rows ? all : std::max(1, rows - 1);
    const int first = std::clamp(view_.chosen - room / 2, 0, all - room);
    for (int i = first; i < first + room; ++i) {
      const Choice& entry = entries[static_cast<std::size_t>(i)];
      add(entry.whole(), entry.ready);
    }
    if (room == all) return;
    add({{more(first, all - room - first), dim}}, std::nullopt);
  }

  ChoiceList take() { return std::move(list_); }

 private:
  ScreenSay question(const ToldRun& told) const {
    if (told.end()) return ScreenSay::over;
    if (!view_.status.ready.empty()) return ScreenSay::choose;
    return view_.asked ? ScreenSay::nobody : ScreenSay::starting;
  }

  std::string more(int above, int below) const {
    if (above == 0) return say(view_.language, ScreenSay::more_below, below);
    if (below == 0) return say(view_.language, ScreenSay::more_above, above);
    return say(view_.language, ScreenSay::more_around, above, below);
  }

  void add(const Rich& row, std::optional<int> ready) {
    const bool first = ready != list_.stands_at(std::ssize(list_.rows) - 1);
    if (ready && *ready == view_.chosen && first)
      list_.chosen = static_cast<int>(list_.rows.size());
    list_.rows.push_back(row);
    list_.stands.push_back(ready);
  }

  const View& view_;
  ScreenSize size_;
  ChoiceList list_;
};

}  // namespace

std::optional<int> ChoiceList::stands_at(std::ptrdiff_t row) const {
  const bool known = row >= 0 && row < std::ssize(stands);
  return known ? stands[static_cast<std::size_t>(row)] : std::nullopt;
}

ChoiceList choices_of(const View& view, ToldRun& told, ScreenSize size) {
  const std::vector<Choice> entries = Choices(view, told).made();
  List list(view, told, size);
  if (!list.add_all(entries)) list.add_around_chosen(entries);
  return list.take();
}

}  // namespace procdemo::faces
