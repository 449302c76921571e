#include "show/terminal/lanes.h"

#include <algorithm>
#include <utility>

#include "show/terminal/escape.h"
#include "show/terminal/frame.h"
#include "show/terminal/sheet.h"
#include "show/terminal/wrap.h"
#include "show/words/words.h"

namespace procdemo {

namespace {

using State = Being::State;

/// Rows after which names and PIDs are shown again: about a screen.
constexpr int rows_between_heads = 30;

bool speaks_across(const Event& event) {
  return event.as<event::Note>() || event.as<event::Limit>() || event.as<event::Deadlock>() ||
         event.as<event::File>();
}

// Whether a task begins (1) or ends (-1).
int task_edge(const Event& event) {
  const auto* probe = event.as<event::Probe>();
  if (!probe) return 0;
  return probe->name == "task_begin" ? 1 : probe->name == "task_end" ? -1 : 0;
}

// What stands on the spine beside an event's words.
const char* mark_of(const Event& event, const Being& being) {
  if (event.as<event::Exit>() && event.process == being.name) return "■";
  if (event.as<event::Orphan>()) return "◌";
  const int edge = task_edge(event);
  return edge > 0 ? "┏" : edge < 0 ? "┗" : spine_of(being);
}

Rich legend(Language language) {
  const auto item = [&](const char* sign, Say what) {
    return Piece{std::string(sign) + " " + say(language, what), dim};
  };
  Rich all{item("●", Say::born)};
  for (const Piece& next :
       {item("■", Say::ended), item("Z", Say::a_zombie), item("◌", Say::an_orphan),
        item("▌", Say::output), item("▒", Say::errors)}) {
    all.push_back({"   "});
    all.push_back(next);
  }
  return all;
}

}  // namespace

Lanes::Lanes(const Style& style, Out out)
    : style_(style),
      out_(std::move(out)),
      grid_(style.width),
      family_(grid_.lanes()),
      teller_(style.language) {}

void Lanes::begin(const Run& run) {
  run_ = run;
  Sheet sheet(style_);
  sheet.prose(legend(style_.language));
  sheet.blank();
  out_(before_run(run, style_) + sheet.take());
}

void Lanes::event(const Event& event) {
  if (const auto* limit = event.as<event::Limit>()) limit_ = *limit;
  if (noise_.is(event) || is_child_signal(event)) return;
  if (since_heads_ > rows_between_heads && family_.present() > 1) heads();
  take(event);
  out_(std::exchange(rows_, {}));
}

// Somebody of whom nothing was told yet begins a column, whatever we know of the birth.
void Lanes::take(const Event& event) {
  const Name name(process_of(event.process));
  const auto* start = event.as<event::Start>();
  Being* being = family_.find(name);
  if (!being) birth(event, {name, event.pid, start ? start->parent : ""});
  if (!being && start) return;
  tell(event, *family_.find(name));
}

void Lanes::end(const End& end) {
  out_(after_run(run_, end, limit_, style_));
}

// The sentence; a thread's begins with its name.
std::string Lanes::said(const Event& event) {
  std::string text = teller_.tell(event, grid_.narrow() ? Room::narrow : Room::column);
  const auto slash = event.process.find('/');
  if (slash == Name::npos || text.empty()) return text;
  return say(style_.language, Say::in_thread, event.process.substr(slash + 1), text);
}

// A lane for the newborn; where there is none, it has to share the last one.
int Lanes::place() {
  std::optional<int> lane = family_.free_lane();
  if (!lane && grid_.can_grow()) {
    grow();
    lane = family_.free_lane();
  }
  return lane.value_or(grid_.lanes() - 1);
}

// A column begins: by the parent's call, from which a line is drawn, or by the first event of a
// process whose parent's call was not told yet.
void Lanes::birth(const Event& event, Being newborn) {
  newborn.lane = place();
  newborn.ink = ink_of_process(family_.born());
  const std::string called = event.as<event::Fork>() ? said(event) : "";
  const std::string first_words = event.as<event::Start>() ? said(event) : "";
  Cell born = cell(newborn, "●", first_words);
  if (first_words.empty()) born.rows.clear();
  const std::vector<Rich> name = wrap(head(newborn), grid_.lane_width() - 3, Break::words);
  born.rows.insert(born.rows.begin(), name.begin(), name.end());

  const Being* parent = family_.find(newborn.parent);
  const bool present = parent && parent->state != State::gone;
  if (present && parent->lane != newborn.lane) {
    draw_linked(event.time, cell(*parent, "│", called), born, newborn.ink);
  } else {
    if (present && !called.empty()) draw(event.time, cell(*parent, "│", called));
    draw(event.time, born);
  }
  const bool shared_before = family_.shared(newborn.lane);
  family_.add(newborn);
  if (family_.shared(newborn.lane) && !shared_before) heads();
}

void Lanes::reap(const Event& event, Being& being, const event::Reap& reap) {
  Being* child = family_.find(reap.child);
  if (child && child->state != State::gone && child->lane != being.lane) {
    const bool named = family_.shared(child->lane);
    const Rich name{{named ? escaped(child->name) : "", child->ink}};
    const Cell end{child->lane,
                   {"×", child->ink},
                   {" "},
                   2,
                   wrap(name, grid_.lane_width() - 3, Break::anywhere)};
    draw_linked(event.time, cell(being, "│", said(event)), end, child->ink);
  } else {
    draw(event.time, cell(being, "│", said(event)));
  }
  if (child) family_.gone(*child);
}

void Lanes::tell(const Event& event, Being& being) {
  if (speaks_across(event)) return across(event, said(event));
  if (const auto* line = event.as<event::Line>()) return draw(event.time, line_cell(being, *line));
  if (const auto* reaped = event.as<event::Reap>()) return reap(event, being, *reaped);
  if (const auto* fork = event.as<event::Fork>(); fork && !family_.find(fork->child)) {
    return birth(event, {fork->child, fork->child_pid, being.name});
  }
  const std::string words = said(event);
  being.tasks = std::max(0, being.tasks + task_edge(event));
  if (event.as<event::Zombie>()) being.state = State::zombie;
  if (event.as<event::Orphan>()) being.state = State::orphan;
  if (!words.empty()) draw(event.time, cell(being, mark_of(event, being), words));
  if (event.as<event::Exit>() && event.process == being.name) family_.ended(being);
}

}  // namespace procdemo
