#include "cli/course/pager.h"

#include <unistd.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "base/text/lines.h"
#include "cli/course/slides.h"
#include "cli/print.h"
#include "cli/table.h"
#include "cli/terminal.h"
#include "cli/words/learn.h"
#include "faces/screen/told.h"
#include "show/terminal/escape.h"
#include "show/terminal/ink.h"

namespace procdemo::cli {
namespace {

constexpr int prompt_rows = 2;  // that are left free for what asks for the next key

/// A terminal goes on below with what is wider than it.
int rows_of_line(std::string_view line) {
  const int width = terminal_width(STDOUT_FILENO);
  return std::max(1, (columns_of(faces::unpainted(line)) + width - 1) / width);
}

/// Each of its lines is ended by a newline, but perhaps the last one.
int rows_of(std::string_view text) {
  int rows = 0;
  for (std::string_view line; next_line(text, line);) rows += rows_of_line(line);
  return rows;
}

}  // namespace

Pager::Pager(const Style& style, bool screen, Keys keys)
    : style_(style), screen_(screen), keys_(std::move(keys)) {}

/// Rows that can be added before those since the last key begin to go.
int Pager::room() const {
  if (!screen_) return std::numeric_limits<int>::max();
  return std::max(rows_of_screen(), prompt_rows + 1) - shown_;
}

void Pager::show(std::string_view text) {
  for (std::string_view line; !has_left_ && next_line(text, line);) {
    const int rows = rows_of_line(line);
    if (shown_ > 0 && rows + prompt_rows > room()) wait_for_key();
    if (has_left_) return;
    print(std::string(line) + "\n");
    shown_ += rows;
  }
}

void Pager::show_whole(std::string_view text) {
  const int rows = rows_of(text) + prompt_rows;
  if (!has_left_ && rows > room() && rows <= room() + shown_) wait_for_key();
  show(text);
}

void Pager::fill() {
  if (screen_) shown_ = std::max(rows_of_screen(), shown_);
}

std::optional<std::string> Pager::ask(const std::string& prompt) {
  if (std::exchange(has_left_, false)) return std::exchange(left_by_, std::nullopt);
  if (rows_of(prompt) > room()) wait_for_key();
  if (has_left_) return ask(prompt);
  return typed_at(prompt);
}

std::optional<std::string> Pager::typed_at(const std::string& prompt) {
  print(prompt);
  auto typed = keys_.commands.next(keys_.interrupts);
  if (!typed || keys_.commands.was_unseen()) print((typed ? escaped(*typed) : "") + "\n");
  shown_ = 0;
  return typed;
}

/// What means nothing is no reason to leave: whoever types it has not seen the end.
void Pager::wait_for_key() {
  while (true) {
    const auto typed = typed_at(say(style_.language, LearnSays::more));
    const bool blank = typed && typed->find_first_not_of(" \t\r") == typed->npos;
    if (blank || typed == "n") return;
    if (!typed || keys_.is_command(*typed)) {
      has_left_ = true;
      left_by_ = typed;
      return;
    }
    print(paragraph(say(style_.language, LearnSays::nothing_here, escaped(*typed)), style_.width));
  }
}

}  // namespace procdemo::cli
