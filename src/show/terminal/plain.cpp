#include "show/terminal/plain.h"

#include <fmt/format.h>

#include <algorithm>

#include "show/sentences/sentence.h"
#include "show/terminal/escape.h"
#include "show/terminal/frame.h"
#include "show/terminal/glyph.h"
#include "show/terminal/program_line.h"

namespace procdemo::show {

void Plain::begin(const Run& run, const FamilyTree&) {
  out_(before_run(run, style_));
}

Rich Plain::what(const Row& row) const {
  const auto* line = row.event->as<event::Line>();
  if (!line) return {{escaped(sentence(row, style_.language, Room::line))}};
  Rich text = program_line(*line, bold, style_.language);
  text.insert(text.begin(), {row.mark == Mark::output ? "| " : "2| ", bold});
  return text;
}

void Plain::row(const Row& row) {
  if (!row.event || row.noise == Noise::elsewhere || row.noise == Noise::again) return;
  write(row, what(row));
}

// "fork.cpp:12", in a column that is as wide as it was needed so far.
std::string Plain::place(const Event& event) {
  if (!style_.lines) return "";
  const auto& place = event.place;
  const std::string text = place ? fmt::format("{}:{}", escaped(place->file), place->line) : "";
  place_width_ = std::max(place_width_, columns_of(text));
  return text + std::string(static_cast<std::size_t>(place_width_ - columns_of(text)) + 2, ' ');
}

void Plain::write(const Row& row, Rich text) {
  const std::string left =
      fmt::format("{:8.3f}  {:<7}  {}", row.time, escaped(row.event->process), place(*row.event));
  text.insert(text.begin(), {left, dim});
  out_(paint(text, style_.color) + "\n");
}

void Plain::end(const Ending& ending) {
  if (!ending.broken.empty()) out_(above_broken(style_));
  for (const Row& row : ending.broken) {
    write(row, {{"✗ ", bad}, {escaped(telling_where(row, style_.language, Room::line))}});
  }
  out_(after_run(ending, style_));
}

}  // namespace procdemo::show
