#include "faces/screen/view.h"

#include <fmt/format.h>

#include <algorithm>

#include "faces/screen/choices.h"
#include "faces/screen/panes.h"
#include "faces/words/screen.h"
#include "show/sentences/sentence.h"
#include "show/terminal/escape.h"
#include "show/terminal/glyph.h"
#include "show/terminal/text_row.h"
#include "show/terminal/wrap.h"

namespace procdemo::faces {
namespace {

// Columns: of a screen with two panes; of one that has room for more than lanes and source; of four
// lanes; of a source that can be read.
constexpr int least_for_two = 80, wide = 116, four_lanes = 76, least_source = 38;

// How the rows of the screen are divided, from top to bottom: the choices have what they need, up
// to a third, and the panes the rest.
struct Division {
  int title = 1, choices = 0, message = 1, keys = 1;
  int rest = 0;  // for panes and choices

  int panes() const { return std::max(0, rest - choices); }
};

Division divide(int rows, int wanted_by_message) {
  Division parts;
  parts.title = rows >= 4 ? 1 : 0;
  parts.keys = rows >= 3 ? 1 : 0;
  parts.message = rows >= 2 ? std::clamp(wanted_by_message, 1, std::max(1, rows / 4)) : 0;
  parts.rest = rows - parts.title - parts.keys - parts.message;
  parts.choices = std::max(1, std::min(std::max(3, rows / 3), parts.rest));
  return parts;
}

// "? keys  q quit  n next": as many as there is room for, the first ones first.
Rich line_of_keys(Language language, int columns) {
  Rich line;
  int used = 0;
  for (int key = static_cast<int>(ScreenSay::key_help);
       key <= static_cast<int>(ScreenSay::key_page); ++key) {
    const std::string words = say(language, ScreenSay(key));
    const int width = columns_of(words) + (used > 0 ? 2 : 0);
    if (used + width > columns) break;
    const std::size_t end = words.find(' ');
    line.push_back({used > 0 ? "  " : ""});
    line.push_back({words.substr(0, end), bold});
    line.push_back({words.substr(end)});
    used += width;
  }
  return line;
}

std::string subject_of(const Run& run) {
  if (!run.lesson.empty()) return run.lesson;
  std::string command;
  for (const std::string& word : run.command) command += (command.empty() ? "" : " ") + word;
  return command;
}

Rich title(const View& view, const ToldRun& told) {
  return {{say(view.language, ScreenSay::title, escaped(subject_of(told.run())), view.step,
               fmt::format("{:.3f}", view.status.now)),
           bold}};
}

// "↑ 12 ↓ 30": how much of the pane that was turned to is hidden; at the end of the title's row.
Rich with_hidden(const Rich& title, const Scroll& scroll, int columns) {
  std::string text;
  if (scroll.above > 0) text += fmt::format("↑ {} ", scroll.above);
  if (scroll.below > 0) text += fmt::format("↓ {} ", scroll.below);
  TextRow row(columns);
  const int place = columns - columns_of(text);
  row.put(0, shortened(title, text.empty() ? columns : place - 1));
  if (place >= 0) row.put(place, {{text, dim}});
  return row.text();
}

// Of a command that is being typed the end is what its reader looks at.
Rich prompt_row(const std::string& typed, int columns) {
  const std::string text = ": " + escaped(typed);
  const int room = columns - 1;  // the cursor stands behind it
  if (columns_of(text) <= room) return {{text}};
  std::string_view end = text;
  for (int left_out = columns_of(text) - (room - 1); left_out > 0;) {
    const Glyph first = first_glyph(end);
    left_out -= first.columns;
    end.remove_prefix(first.bytes.size());
  }
  return {{"…", dim}, {std::string(end)}};
}

std::vector<Rich> message(const View& view, int columns) {
  if (view.prompt) return {prompt_row(*view.prompt, columns)};
  Rich text = {{escaped(view.message), bad}};
  if (!view.notice.empty()) text = {{escaped(view.notice), bold}};
  if (view.running) text = {{say(view.language, ScreenSay::running), bold}};
  return wrap(text, std::max(2, columns), Break::words);
}

int columns_of_lanes(int columns) {
  const int half = columns * 11 / 20;
  return columns - four_lanes - 2 >= least_source ? std::max(half, four_lanes) : half;
}

// What was turned to gets all of the screen, where half of it would be too narrow; so does the
// source, which stands beside the lanes already.
bool is_alone(Pane pane, ScreenSize size) {
  if (!has_two_panes(size)) return true;
  return pane == Pane::source || (pane != Pane::lanes && size.columns < wide);
}

// One pane, or two with a line between them.
class Panes {
 public:
  Panes(const View& view, ToldRun& told, SourceText& source, ScreenSize size, Picture& picture)
      : view_(view), told_(told), source_(source), size_(size), picture_(picture) {}

  std::vector<Rich> drawn() {
    picture_.left = picture_.right = view_.page;
    if (is_alone(view_.page, size_)) return in_pane(view_.page, size_.columns);
    picture_.left_columns = columns_of_lanes(size_.columns);
    picture_.left = Pane::lanes;
    picture_.right = view_.page == Pane::lanes ? Pane::source : view_.page;
    return side_by_side(in_pane(picture_.left, picture_.left_columns),
                        in_pane(picture_.right, size_.columns - picture_.left_columns - 2));
  }

 private:
  std::vector<Rich> in_pane(Pane page, int columns) {
    Scroll& scroll = picture_.scrolls[static_cast<std::size_t>(page)];
    return pane(page, view_, told_, source_, {columns, size_.rows}, scroll);
  }

  std::vector<Rich> side_by_side(const std::vector<Rich>& left, const std::vector<Rich>& right) {
    std::vector<Rich> rows;
    for (std::size_t i = 0; i < static_cast<std::size_t>(size_.rows); ++i) {
      TextRow row(size_.columns);
      if (i < left.size()) row.put(0, left[i]);
      row.put(picture_.left_columns, {{"│", dim}});
      const int place = picture_.left_columns + 2;
      if (i < right.size()) row.put(place, shortened(right[i], size_.columns - place));
      rows.push_back(row.text());
    }
    return rows;
  }

  const View& view_;
  ToldRun& told_;
  SourceText& source_;
  ScreenSize size_;
  Picture& picture_;
};

// Puts parts under each other, and cuts what is too wide.
class Stack {
 public:
  explicit Stack(ScreenSize size) : size_(size) {}

  void add(const Rich& text) {
    if (height() >= size_.rows) return;
    rows_.push_back(shortened(text, size_.columns));
  }

  void add(const std::vector<Rich>& rows, int height) {
    for (int i = 0; i < height; ++i) {
      add(i < static_cast<int>(rows.size()) ? rows[static_cast<std::size_t>(i)] : Rich());
    }
  }

  int height() const { return static_cast<int>(rows_.size()); }

  std::vector<Rich> take() {
    rows_.resize(static_cast<std::size_t>(size_.rows));
    return std::move(rows_);
  }

 private:
  ScreenSize size_;
  std::vector<Rich> rows_;
};

}  // namespace

bool has_two_panes(ScreenSize size) {
  return size.columns >= least_for_two;
}

Shown Picture::at(int row, int column) const {
  if (row < panes_top) return {};
  if (row < choices_top) return {.pane = column < left_columns ? left : right};
  const auto choice = static_cast<std::size_t>(row - choices_top);
  return choice < choices.size() ? Shown{.ready = choices[choice]} : Shown{};
}

Picture picture_of(const View& view, ToldRun& told, SourceText& source, ScreenSize size) {
  const std::vector<Rich> said = message(view, size.columns);
  Division parts = divide(size.rows, static_cast<int>(said.size()));
  ChoiceList list = choices_of(view, told, {size.columns, parts.choices});
  parts.choices = std::min(parts.choices, static_cast<int>(list.rows.size()));
  Stack stack(size);
  Picture picture;
  picture.scrolls = view.scrolls;
  Panes panes(view, told, source, {size.columns, parts.panes()}, picture);
  const std::vector<Rich> drawn = parts.panes() > 0 ? panes.drawn() : std::vector<Rich>();
  const Scroll& scroll = picture.scrolls[static_cast<std::size_t>(view.page)];
  if (parts.title > 0) stack.add(with_hidden(title(view, told), scroll, size.columns));
  picture.panes_top = stack.height();
  stack.add(drawn, parts.panes());
  picture.choices_top = stack.height();
  picture.choices = std::move(list.stands);
  picture.cursor_row = stack.height() + list.chosen;
  stack.add(list.rows, parts.choices);
  if (view.prompt && parts.message > 0) {
    picture.cursor_row = stack.height();
    picture.cursor_column = columns_of(said.front());
  }
  stack.add(said, parts.message);
  if (parts.keys > 0) stack.add(line_of_keys(view.language, size.columns));
  picture.rows = stack.take();
  picture.cursor_row = std::clamp(picture.cursor_row, 0, std::max(0, size.rows - 1));
  picture.cursor_column = std::clamp(picture.cursor_column, 0, std::max(0, size.columns - 1));
  return picture;
}

}  // namespace procdemo::faces
