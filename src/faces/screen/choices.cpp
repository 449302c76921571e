#include "faces/screen/choices.h"

#include <fmt/format.h>

#include <algorithm>

#include "faces/words/screen.h"
#include "show/sentences/deadlock_words.h"
#include "show/sentences/intention_words.h"
#include "show/terminal/escape.h"
#include "show/terminal/glyph.h"

namespace procdemo::faces {
namespace {

std::string padded(const std::string& text, int columns) {
  return text + std::string(static_cast<std::size_t>(std::max(0, columns - columns_of(text))), ' ');
}

std::string line_words(const std::optional<SourcePlace>& place, Language language) {
  return place ? say(language, ScreenSay::at_line, place->line) : "";
}

class List {
 public:
  List(const View& view, ToldRun& told) : view_(view), told_(told) {
    const auto measure = [&](const auto& one) {
      names_ = std::max(names_, columns_of(escaped(one.name)));
      lines_ = std::max(lines_, columns_of(line_words(one.place, view.language)));
    };
    std::ranges::for_each(view.status.ready, measure);
    std::ranges::for_each(view.status.waiting, measure);
  }

  ChoiceList made() {
    list_.rows.push_back({{say(view_.language, question()), bold}});
    int number = 0;
    for (const Ready& ready : view_.status.ready) {
      if (number == view_.chosen) list_.chosen = static_cast<int>(list_.rows.size());
      add(ready, number++);
    }
    for (const Blocked& blocked : view_.status.waiting) add(blocked);
    return std::move(list_);
  }

 private:
  ScreenSay question() const {
    if (told_.end()) return ScreenSay::over;
    if (!view_.status.ready.empty()) return ScreenSay::choose;
    return view_.asked ? ScreenSay::nobody : ScreenSay::starting;
  }

  Rich beginning(const std::string& mark, const Name& name,
                 const std::optional<SourcePlace>& place) const {
    Ink ink = told_.ink_of(name);
    ink.bold = true;
    const std::string line = line_words(place, view_.language);
    return {{mark, bold},
            {padded(escaped(name), names_) + "  ", ink},
            {lines_ > 0 ? padded(line, lines_) + "  " : ""}};
  }

  void add(const Ready& ready, int number) {
    const char* const mark = number == view_.chosen ? "▶" : " ";
    Rich row = beginning(fmt::format("{} {:<2} ", mark, number + 1), ready.name, ready.place);
    const std::string object = told_.short_name(object_of(ready.does));
    row.push_back({escaped(intention_words(ready.does, object, view_.language))});
    list_.rows.push_back(row);
  }

  void add(const Blocked& blocked) {
    Rich row = beginning("     ", blocked.name, blocked.place);
    const std::string object = told_.short_name(blocked.on);
    row.push_back({escaped(waiting_sentence(blocked, object, view_.language)), dim});
    list_.rows.push_back(row);
  }

  const View& view_;
  ToldRun& told_;
  int names_ = 0, lines_ = 0;  // columns
  ChoiceList list_;
};

}  // namespace

ChoiceList ChoiceList::around_chosen(int height, Language language) const {
  const int all = static_cast<int>(rows.size());
  if (all <= height) return *this;
  const int room = std::max(1, height - 1);  // the last row counts the rest
  const int first = std::clamp(chosen - room / 2, 0, all - room);
  ChoiceList part;
  part.rows.assign(rows.begin() + first, rows.begin() + first + room);
  if (height > room) part.rows.push_back({{say(language, ScreenSay::more, all - room), dim}});
  part.chosen = chosen - first;
  part.first = first;
  return part;
}

ChoiceList choices_of(const View& view, ToldRun& told) {
  return List(view, told).made();
}

}  // namespace procdemo::faces
