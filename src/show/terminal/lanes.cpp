#include "show/terminal/lanes.h"

#include "show/sentences/sentence.h"
#include "show/terminal/escape.h"
#include "show/terminal/frame.h"
#include "show/terminal/sheet.h"
#include "show/terminal/wrap.h"
#include "show/words/marks.h"

namespace procdemo::show {

namespace {

/// Rows after which names and PIDs are shown again: about a screen.
constexpr int rows_between_heads = 30;

// What stands on the spine beside a row's words.
const char* sign_of(const Row& row) {
  switch (row.mark) {
    case Mark::ends:
      return "■";
    case Mark::orphan:
      return "◌";
    case Mark::task:
      return "┏";
    case Mark::task_ends:
      return "┗";
    default:
      return spine_of(*row.who);
  }
}

Rich legend(Language language) {
  const auto item = [&](const char* sign, Sign what) {
    return Piece{std::string(sign) + " " + say(language, what), dim};
  };
  Rich all{item("●", Sign::born)};
  for (const Piece& next :
       {item("■", Sign::ended), item("Z", Sign::a_zombie), item("◌", Sign::an_orphan),
        item("▌", Sign::output), item("▒", Sign::errors)}) {
    all.push_back({"   "});
    all.push_back(next);
  }
  return all;
}

}  // namespace

Lanes::Lanes(const Style& style, Out out)
    : style_(style), out_(std::move(out)), grid_(style.width, style.lines) {}

LaneRoom Lanes::lanes() const {
  return {grid_.lanes(), grid_.most_lanes()};
}

void Lanes::begin(const Run& run, const FamilyTree& family) {
  family_ = &family;
  Sheet sheet(style_);
  sheet.prose(legend(style_.language));
  sheet.blank();
  out_(before_run(run, style_) + sheet.take());
}

void Lanes::before_row() {
  if (since_heads_ > rows_between_heads && family_->present() > 1) heads();
}

void Lanes::row(const Row& row) {
  if (row.noise != Noise::none) return;
  while (grid_.lanes() < family_->lanes()) grow();
  if (style_.lines) place(row.event ? row.event->place : std::nullopt);
  if (row.mark == Mark::run) return across(row);
  if (row.link) return row.link->kind == Link::Kind::birth ? birth(row) : reap(row);
  if (const auto* line = row.event->as<event::Line>()) {
    return draw(row.time, line_cell(*row.who, *line));
  }
  if (const std::string words = said(row); !words.empty()) {
    draw(row.time, cell(*row.who, sign_of(row), words));
  }
}

void Lanes::family_changed() {
  const bool crowded = family_->shared(family_->lanes() - 1);
  if (crowded && !crowded_) heads();
  crowded_ = crowded;
  was_crowded_ = was_crowded_ || crowded;
}

void Lanes::end(const Ending& ending) {
  if (!ending.broken.empty()) out_(above_broken(style_));
  for (const Row& row : ending.broken) broken(row);
  out_(after_run(ending, style_));
}

std::string Lanes::said(const Row& row) const {
  return escaped(sentence(row, style_.language, grid_.narrow() ? Room::narrow : Room::column));
}

// A column begins: by the parent's call, from which a line is drawn, or by the first event of a
// process whose parent's call was not told yet.
void Lanes::birth(const Row& row) {
  const ShownProcess& newborn = *row.link->to;
  const ShownProcess* parent = row.link->from;
  const std::string words = said(row);
  const bool own = row.who == &newborn;
  Cell born = cell(newborn, "●", own ? words : "");
  if (!own || words.empty()) born.rows.clear();
  const std::vector<Rich> name = wrap(head(newborn), grid_.lane_width() - 3, Break::words);
  born.rows.insert(born.rows.begin(), name.begin(), name.end());
  if (parent && parent->lane != newborn.lane) {
    return draw_linked(row.time, cell(*parent, "│", own ? "" : words), born);
  }
  if (parent && !own) draw(row.time, cell(*parent, "│", words));
  draw(row.time, born);
}

void Lanes::reap(const Row& row) {
  const Cell from = cell(*row.who, "│", said(row));
  const ShownProcess& child = *row.link->to;
  if (child.lane == row.who->lane) return draw(row.time, from);
  const bool named = family_->shared(*child.lane);
  const Ink ink = ink_of(child);
  const Rich name{{named ? escaped(child.name) : "", ink}};
  draw_linked(
      row.time, from,
      {*child.lane, {"×", ink}, {" "}, 2, wrap(name, grid_.lane_width() - 3, Break::anywhere)});
}

}  // namespace procdemo::show
