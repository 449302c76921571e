#include "show/terminal/plain.h"

#include <fmt/format.h>

#include "show/terminal/escape.h"
#include "show/terminal/frame.h"
#include "show/terminal/program_line.h"

namespace procdemo {

Plain::Plain(const Style& style, Out out)
    : style_(style), out_(std::move(out)), teller_(style.language) {}

void Plain::begin(const Run& run) {
  run_ = run;
  out_(before_run(run, style_));
}

Rich Plain::what(const Event& event) {
  const auto* line = event.as<event::Line>();
  if (!line) return {{teller_.tell(event, Room::line)}};
  Rich text = program_line(*line, bold, style_.language);
  text.insert(text.begin(), {line->fd == 1 ? "| " : "2| ", bold});
  return text;
}

void Plain::event(const Event& event) {
  if (const auto* limit = event.as<event::Limit>()) limit_ = *limit;
  if (noise_.is(event)) return;
  Rich text = what(event);
  const std::string left = fmt::format("{:8.3f}  {:<7}  ", event.time, escaped(event.process));
  text.insert(text.begin(), {left, dim});
  out_(paint(text, style_.color) + "\n");
}

void Plain::end(const End& end) {
  out_(after_run(run_, end, limit_, style_));
}

}  // namespace procdemo
