#include "cli/course/class_screen.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <memory>
#include <string_view>
#include <utility>
#include <variant>

#include "base/text/lines.h"
#include "cli/words/learn.h"
#include "show/terminal/escape.h"
#include "show/terminal/ink.h"
#include "show/terminal/wrap.h"
#include "trace/trace_reader.h"

namespace procdemo::cli {
namespace {

constexpr int side_margin = 2;  // columns on either side
constexpr int others = 5;       // rows beside the text: heading, keys, and blank ones

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

}  // namespace

std::vector<std::string> told_in_steps(const std::string& trace, const Style& style) {
  if (trace.empty()) return {};
  std::vector<std::string> steps;
  const auto narrator =
      make_narrator(Format::lanes, style, [&](std::string_view text) { steps.emplace_back(text); });
  TraceReader reader(trace);
  Run run = reader.run();
  run.look = run.next = {};
  run.source = {};
  narrator->begin(run);
  while (const auto event = reader.next()) narrator->event(*event);
  return steps;
}

ClassScreen::ClassScreen(const Lesson& lesson, const std::string& trace, const Style& style)
    : lesson_(lesson),
      trace_(trace),
      style_(style),
      terminal_(style.color),
      size_(terminal_.size()) {
  style_.color = false;  // of texts: the screen has its own
  make_slides();
}

void ClassScreen::make_slides() {
  const PathPlace place = path_ ? path_->place() : PathPlace{};
  style_.width = size_.columns - 2 * side_margin;
  slides_.emplace(lesson_, style_, SlideSize{style_.width, std::max(size_.rows - others, 4)});
  if (!trace_.empty()) slides_->know(trace_);
  path_.emplace(slides_->counts(), place);
  slide_ = slide();
  shown_ = std::min(shown_, slide_.reveals.size());
}

/// The run is told step by step.
Slide ClassScreen::slide() const {
  Slide slide = slides_->at(path_->place());
  if (slide.place.part == Part::run) {
    for (std::string& step : told_in_steps(trace_, style_))
      slide.reveals.push_back(std::move(step));
  }
  return slide;
}

void ClassScreen::run() {
  while (!quits_) {
    terminal_.draw(picture());
    terminal_.wait(-1, true);
    if (terminal_.is_gone()) return;
    while (const auto key = terminal_.key()) press(*key);
  }
}

void ClassScreen::press(const Key& key) {
  if (const Named* const named = std::get_if<Named>(&key)) {
    if (*named == Named::next || *named == Named::enter) return on();
    if (*named == Named::back || *named == Named::backspace) return back();
    if (*named == Named::interrupt) quits_ = true;
    if (*named != Named::resized) return;
    size_ = terminal_.size();
    return make_slides();
  }
  const char32_t typed = std::get<char32_t>(key);
  if (typed == U' ' || typed == U'n') on();
  if (typed == U'b') back();
  if (typed == U's') skip();
  if (typed == U'q') quits_ = true;
}

void ClassScreen::on() {
  if (over_) return;
  if (shown_ < slide_.reveals.size()) {
    ++shown_;
  } else if (path_->on()) {
    slide_ = slide();
    shown_ = 1;
  } else {
    over_ = true;
  }
}

/// What was there before, as it was.
void ClassScreen::back() {
  if (std::exchange(over_, false)) return;
  const bool first = path_->number() == 0;
  if (shown_ > 1 || (first && shown_ == 1)) {
    --shown_;
  } else if (path_->back()) {
    slide_ = slide();
    shown_ = slide_.reveals.size();
  }
}

void ClassScreen::skip() {
  if (!path_->skip()) {
    over_ = true;
    return;
  }
  slide_ = slide();
  shown_ = 1;
}

Picture ClassScreen::picture() const {
  Picture picture;
  const auto rows = static_cast<std::size_t>(std::max(size_.rows, 3));
  const Language language = style_.language;
  std::string text;
  for (std::size_t i = 0; i < shown_ && !over_; ++i) text += slide_.reveals[i];
  if (over_) text = say(language, LearnSays::class_end);
  std::vector<Rich> body = rows_of(text, size_.columns);
  const std::size_t room = rows - std::min<std::size_t>(rows, others - 1);
  if (body.size() > room) body.erase(body.begin(), body.end() - static_cast<std::ptrdiff_t>(room));

  const bool begun = shown_ > 0 && !over_;
  const std::string title =
      escaped(lesson_.title.in(language)) + (begun ? " · " + slide_.heading : "");
  picture.rows.emplace_back();
  picture.rows.push_back(
      wrap({{blanks(side_margin)}, {title, bold}}, size_.columns, Break::words).front());
  picture.rows.emplace_back();
  std::ranges::move(body, std::back_inserter(picture.rows));
  picture.rows.resize(rows - 1);
  const std::string keys = say(language, LearnSays::class_keys);
  picture.rows.push_back(
      wrap({{blanks(side_margin)}, {keys, dim}}, size_.columns, Break::words).front());
  picture.cursor_row = static_cast<int>(rows) - 1;
  return picture;
}

}  // namespace procdemo::cli
