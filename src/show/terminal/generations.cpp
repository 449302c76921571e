#include "show/terminal/generations.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <utility>

#include "show/sentences/sentence.h"
#include "show/terminal/escape.h"
#include "show/terminal/frame.h"
#include "show/terminal/program_line.h"
#include "show/terminal/sheet.h"
#include "show/words/generations.h"

namespace procdemo::show {

namespace {

/// How many of the program's own lines are shown: each of hundreds of processes may print one.
constexpr std::int64_t most_lines = 20;

/// Every generation is told up to this one; beyond it those whose number is a power of two.
constexpr unsigned told_each = 16;

}  // namespace

void Generations::begin(const Run& run, const FamilyTree&) {
  at_once_ = run.limits.processes;
  out_(before_run(run, style_));
}

void Generations::row(const Row& row) {
  if (!row.event) return;
  const Event& event = *row.event;
  if (event.as<event::Start>()) return born(event);
  if (event.as<event::Refuse>()) return refused(event);
  if (const auto* line = event.as<event::Line>()) return program(event, *line);
  if (row.mark == Mark::ends) --alive_;
  if (event.as<event::Limit>() || event.as<event::Note>() || event.as<event::Deadlock>()) {
    tell(event, {{escaped(sentence(row, style_.language, Room::line))}});
  }
}

void Generations::end(const Ending& ending) {
  Sheet sheet(style_);
  if (lines_ > most_lines) {
    sheet.prose({{say(style_.language, Crowd::lines_left_out, lines_ - most_lines), dim}});
  }
  out_(sheet.take() + generation_table(generations_, style_) + after_run(ending, style_));
}

GenerationCount& Generations::count_of(const Event& event) {
  const auto generation = static_cast<std::size_t>(generation_of(event.process));
  if (generation >= generations_.size()) generations_.resize(generation + 1);
  return generations_[generation];
}

void Generations::born(const Event& event) {
  ++alive_;
  ++all_born_;
  if (++count_of(event).born > 1) return;
  const auto generation = static_cast<unsigned>(generation_of(event.process));
  if (generation > told_each && !std::has_single_bit(generation)) return;
  tell(event,
       {{generation == 0 ? say(style_.language, Crowd::first)
                         : say(style_.language, Crowd::begins, generation, alive_, all_born_)}});
}

void Generations::refused(const Event& event) {
  ++count_of(event).refused;
  if (std::exchange(refusing_, true)) return;
  tell(event, {{say(style_.language, Crowd::refusing_begins, at_once_), bold}});
}

void Generations::program(const Event& event, const event::Line& line) {
  if (++lines_ > most_lines) return;
  Rich text = program_line(line, bold, style_.language);
  const bool plain = format_ == Format::plain;
  const char* bar = line.fd == 1 ? (plain ? "| " : "▌") : (plain ? "2| " : "▒");
  text.insert(text.begin(), {bar, bold});
  tell(event, std::move(text));
}

void Generations::tell(const Event& event, Rich text) {
  Sheet sheet(style_);
  if (format_ == Format::plain) {
    text.insert(text.begin(),
                {fmt::format("{:8.3f}  {:<7}  ", event.time, escaped(event.process)), dim});
    sheet.row(text);
  } else {
    text.insert(text.begin(), {fmt::format("{:7.3f} ", event.time), dim});
    sheet.prose(text, 0, style_.width < 40 ? 2 : 8);
  }
  out_(sheet.take());
}

}  // namespace procdemo::show
