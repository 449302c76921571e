#include "show/terminal/folded.h"

#include <fmt/format.h>

#include "show/sentences/sentence.h"
#include "show/terminal/escape.h"
#include "show/terminal/frame.h"
#include "show/terminal/program_line.h"
#include "show/terminal/sheet.h"

namespace procdemo::show {

void Folded::begin(const Run& run, const FamilyTree&) {
  out_(before_run(run, style_));
}

void Folded::row(const Row& row) {
  if (!row.event || row.noise != Noise::none) return;
  const Ink ink = ink_of_process(row.who->number);
  const Ink strong{ink.color, true, false};
  const auto* line = row.event->as<event::Line>();
  Sheet sheet(style_);
  Rich head{{fmt::format("{:.3f} ", row.time), dim}, {escaped(row.event->process), strong}};
  if (const auto& place = row.event->place; place && style_.lines) {
    head.push_back({fmt::format(" {}:{}", escaped(place->file), place->line), dim});
  }
  sheet.prose(head);
  if (!line) {
    sheet.prose({{escaped(sentence(row, style_.language, Room::line)), ink}}, 2);
  } else {
    const std::string bar = row.mark == Mark::output ? "▌" : "▒";
    for (Rich& text : program_rows(*line, strong, style_.language, style_.width - 3)) {
      text.insert(text.begin(), {"  " + bar, strong});
      sheet.row(text);
    }
  }
  out_(sheet.take());
}

void Folded::end(const Ending& ending) {
  if (!ending.broken.empty()) out_(above_broken(style_));
  for (const Row& row : ending.broken) {
    Sheet sheet(style_);
    sheet.prose({{"✗ ", bad},
                 {fmt::format("{:.3f} {} {}", row.time, escaped(row.event->process),
                              escaped(telling_where(row, style_.language, Room::line)))}},
                0, 2);
    out_(sheet.take());
  }
  out_(after_run(ending, style_));
}

}  // namespace procdemo::show
