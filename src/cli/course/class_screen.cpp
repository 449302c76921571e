#include "cli/course/class_screen.h"

#include <algorithm>
#include <cctype>
#include <string_view>
#include <utility>
#include <variant>

#include "base/text/lines.h"
#include "base/text/utf8.h"
#include "cli/words/learn.h"
#include "show/terminal/escape.h"
#include "show/terminal/ink.h"
#include "show/terminal/wrap.h"

namespace procdemo::cli {
namespace {

using Asks = ClassSlide::Asks;

constexpr int side_margin = 2;     // columns on either side
constexpr int others = 4;          // rows beside the text: title, keys, and a blank one after each
constexpr int widest_prose = 100;  // columns: longer rows are hard to follow on a projector

std::string blanks(int columns) {
  return std::string(static_cast<std::size_t>(std::max(columns, 0)), ' ');
}

/// Rows of the screen, none wider than it.
std::vector<Rich> rows_of(std::string_view text, int columns) {
  std::vector<Rich> rows;
  for (std::string_view line; next_line(text, line);) {
    for (Rich row :
         wrap({{std::string(line)}}, std::max(columns - 2 * side_margin, 2), Break::anywhere)) {
      row.insert(row.begin(), {blanks(side_margin)});
      rows.push_back(std::move(row));
    }
  }
  return rows;
}

/// A letter or a digit that is no key: of a vote for what is not offered. (What a clicker sends
/// is.)
bool is_mistyped(char32_t typed) {
  constexpr std::u32string_view keys = U"nbsq";
  const bool word = typed < 0x80 && std::isalnum(static_cast<int>(typed)) != 0;
  return word && keys.find(typed) == keys.npos;
}

Rich single_row(const std::string& text, const Ink& ink, int columns) {
  return wrap({{blanks(side_margin)}, {text, ink}}, columns, Break::anywhere).front();
}

}  // namespace

ClassScreen::ClassScreen(ClassLesson& lesson, const Style& style)
    : lesson_(lesson), style_(style), terminal_(style.color), size_(terminal_.size()) {
  style_.color = false;  // of texts: the screen has its own
  make_deck();
}

/// Of another size it may have more slides, or fewer: the place is that in its part.
void ClassScreen::make_deck() {
  const std::vector<ClassSlide> old = std::exchange(deck_, {});
  const auto part = old.empty() ? Part::look : old[at_].part;
  const auto in_part = [&](const ClassSlide& slide) { return slide.part == part; };
  const auto before = static_cast<std::ptrdiff_t>(at_);
  const auto stop = std::count_if(old.begin(), old.begin() + before, in_part);

  style_.width = size_.columns - 2 * side_margin;
  const SlideSize prose{std::min(style_.width, widest_prose), std::max(size_.rows - others, 4)};
  deck_ = deck_of(lesson_, style_, prose);
  const auto first = std::ranges::find_if(deck_, in_part) - deck_.begin();
  const auto count = std::ranges::count_if(deck_, in_part);
  const auto place = first + std::min(stop, std::max<std::ptrdiff_t>(count - 1, 0));
  turn_to(static_cast<std::size_t>(place), shown_);
}

void ClassScreen::turn_to(std::size_t slide, std::size_t shown) {
  at_ = std::min(slide, deck_.size() - 1);
  typed_.clear();
  no_votes_ = false;
  if (deck_[at_].is_question()) {
    const SlideSize prose{std::min(style_.width, widest_prose), std::max(size_.rows - others, 4)};
    pages_ = pages_of(question(), lesson_.lesson().name, style_, prose);
    if (deck_[at_].asks == Asks::answer) pages_.asked.clear();
    if (deck_[at_].asks == Asks::question) pages_.answered.clear();
  }
  shown_ = std::min(shown, reveals());
}

std::size_t ClassScreen::reveals() const {
  const ClassSlide& slide = deck_[at_];
  return slide.is_question() ? pages_.asked.size() + pages_.answered.size() : slide.reveals.size();
}

void ClassScreen::run() {
  while (!quits_) {
    terminal_.draw(picture());
    terminal_.wait(-1, true, {});
    if (terminal_.is_gone()) return;
    while (const auto key = terminal_.key()) press(*key);
  }
}

// --- keys ---

void ClassScreen::press(const Key& key) {
  const bool resized = std::holds_alternative<Named>(key) && std::get<Named>(key) == Named::resized;
  if (!resized && std::exchange(is_blank_, false)) return;
  if (const Named* const named = std::get_if<Named>(&key)) return press(*named);
  const char32_t* const typed = std::get_if<char32_t>(&key);
  if (!typed) return;
  if (types_votes(*typed)) return type(*typed);
  if (*typed == U' ' || *typed == U'n') on();
  if (*typed == U'b' || *typed == U'.') is_blank_ = true;
  if (*typed == U's') skip();
  if (*typed == U'q') quits_ = true;
}

void ClassScreen::press(Named key) {
  switch (key) {
    case Named::enter:
      return typed_.empty() ? on() : take_votes();
    case Named::next:
      if (no_votes_) typed_.clear();  // a clicker has no other key that would
      no_votes_ = false;
      return typed_.empty() ? on() : take_votes();
    case Named::back:
    case Named::escape:
      if (typed_.empty()) return key == Named::back ? back() : void();
      typed_.clear();
      no_votes_ = false;
      return;
    case Named::backspace:
      if (typed_.empty()) return back();
      typed_.resize(start_of_character(typed_, typed_.size() - 1));
      no_votes_ = false;
      return;
    case Named::interrupt:
      quits_ = true;
      return;
    case Named::resized:
      size_ = terminal_.size();
      return make_deck();
    case Named::tab:
      return;
  }
}

/// Only while the question stands there without its answer.
bool ClassScreen::types_votes(char32_t typed) const {
  const bool asks = deck_[at_].is_question() && shown_ > 0 && shown_ <= pages_.asked.size();
  if (over_ || !asks || !questions::takes_votes(question().question)) return false;
  return !typed_.empty() || is_mistyped(typed) ||
         questions::begins_votes(question().question, typed);
}

void ClassScreen::type(char32_t typed) {
  constexpr std::size_t longest = 200;  // bytes
  const std::string character = encode(typed);
  const bool printable = typed >= U' ' && escaped(character) == character;
  if (printable && typed_.size() < longest) typed_ += character;
  no_votes_ = false;
}

void ClassScreen::take_votes() {
  auto votes = questions::read_votes(question().question, typed_);
  no_votes_ = !votes;
  if (!votes) return;
  question().votes = std::move(votes);
  turn_to(at_, shown_);
}

void ClassScreen::on() {
  if (over_) return;
  if (shown_ < reveals()) {
    ++shown_;
  } else if (at_ + 1 < deck_.size()) {
    turn_to(at_ + 1, 1);
  } else {
    over_ = true;
  }
}

/// What was there before, as it was.
void ClassScreen::back() {
  if (std::exchange(over_, false)) return;
  if (shown_ > 1 || (at_ == 0 && shown_ == 1)) {
    --shown_;
  } else if (at_ > 0) {
    turn_to(at_ - 1, static_cast<std::size_t>(-1));
  }
}

void ClassScreen::skip() {
  if (shown_ == 0) return on();  // the first part is the next one
  std::size_t next = at_ + 1;
  while (next < deck_.size() && deck_[next].part == deck_[at_].part) ++next;
  if (next < deck_.size()) return turn_to(next, 1);
  over_ = true;
}

// --- what is seen ---

/// A question's texts are pages; others are added to one another.
std::string ClassScreen::text() const {
  if (over_) return say(style_.language, LearnSays::class_end);
  if (shown_ == 0) return "";
  const ClassSlide& slide = deck_[at_];
  if (slide.is_question()) {
    const std::size_t asked = pages_.asked.size();
    return shown_ <= asked ? pages_.asked[shown_ - 1] : pages_.answered[shown_ - asked - 1];
  }
  std::string text = slide.lead;
  for (std::size_t i = 0; i < shown_; ++i) text += slide.reveals[i];
  return text;
}

std::string ClassScreen::last_row() const {
  const Language language = style_.language;
  const bool asks =
      !over_ && shown_ > 0 && deck_[at_].is_question() && shown_ <= pages_.asked.size();
  if (!asks || !questions::takes_votes(question().question)) {
    return say(language, LearnSays::class_keys);
  }
  if (!typed_.empty()) return say(language, LearnSays::class_votes, escaped(typed_));
  return say(language, LearnSays::class_question_keys,
             questions::example_of_votes(question().question));
}

Picture ClassScreen::picture() const {
  Picture picture;
  const auto rows = static_cast<std::size_t>(std::max(size_.rows, others));
  if (is_blank_) {
    picture.rows.resize(rows);
    return picture;
  }
  std::vector<Rich> body = rows_of(text(), size_.columns);
  const std::size_t room = rows - others;
  if (body.size() > room) body.erase(body.begin(), body.end() - static_cast<std::ptrdiff_t>(room));

  const bool begun = shown_ > 0 && !over_;
  const std::string title = escaped(lesson_.lesson().title.in(style_.language)) +
                            (begun ? " · " + deck_[at_].heading : "");
  picture.rows.push_back(single_row(title, bold, size_.columns));
  picture.rows.emplace_back();
  std::ranges::move(body, std::back_inserter(picture.rows));
  picture.rows.resize(rows - 1);
  if (no_votes_) {
    const std::string example = questions::example_of_votes(question().question);
    picture.rows.back() = single_row(
        "✗ " + say(style_.language, LearnSays::class_no_votes, example), bad, size_.columns);
  }
  const std::string last = last_row();
  picture.rows.push_back(single_row(last, typed_.empty() ? dim : Ink(), size_.columns));
  picture.cursor_row = static_cast<int>(rows) - 1;
  if (!typed_.empty()) {
    picture.cursor_column = std::min(columns_of(picture.rows.back()), size_.columns - 1);
  }
  return picture;
}

}  // namespace procdemo::cli
