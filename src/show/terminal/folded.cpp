#include "show/terminal/folded.h"

#include <fmt/format.h>

#include "show/terminal/escape.h"
#include "show/terminal/frame.h"
#include "show/terminal/program_line.h"
#include "show/terminal/sheet.h"

namespace procdemo {

Folded::Folded(const Style& style, Out out)
    : style_(style), out_(std::move(out)), teller_(style.language) {}

void Folded::begin(const Run& run) {
  run_ = run;
  out_(before_run(run, style_));
}

Ink Folded::ink_of(std::string_view process) {
  const auto next = ink_of_process(static_cast<int>(inks_.size()));
  return inks_.try_emplace(Name(process_of(process)), next).first->second;
}

void Folded::event(const Event& event) {
  if (const auto* limit = event.as<event::Limit>()) limit_ = *limit;
  if (noise_.is(event) || is_child_signal(event)) return;
  const Ink ink = ink_of(event.process);
  const Ink strong{ink.color, true, false};
  const auto* line = event.as<event::Line>();
  Sheet sheet(style_);
  sheet.prose({{fmt::format("{:.3f} ", event.time), dim}, {escaped(event.process), strong}});
  if (!line) {
    sheet.prose({{teller_.tell(event, Room::line), ink}}, 2);
  } else {
    const std::string bar = line->fd == 1 ? "▌" : "▒";
    for (Rich& row : program_rows(*line, strong, style_.language, style_.width - 3)) {
      row.insert(row.begin(), {"  " + bar, strong});
      sheet.row(row);
    }
  }
  out_(sheet.take());
}

void Folded::end(const End& end) {
  out_(after_run(run_, end, limit_, style_));
}

}  // namespace procdemo
