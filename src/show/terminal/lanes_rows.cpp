// How the lanes' cells get into rows, side by side, with the lines between them.
#include <fmt/format.h>

#include <algorithm>

#include "show/terminal/escape.h"
#include "show/terminal/lanes.h"
#include "show/terminal/wrap.h"

namespace procdemo::show {

namespace {

int count(const std::vector<Rich>& rows) {
  return static_cast<int>(rows.size());
}

// The spine of a lane: its process's; of a shared one, a double line while anybody there runs.
Piece spine_of(const FamilyTree& family, int lane) {
  const std::vector<ShownProcess*>& here = family.in_lane(lane);
  if (here.empty()) return {" "};
  if (!family.shared(lane)) return {show::spine_of(*here.front()), ink_of(*here.front())};
  const bool runs = std::ranges::any_of(here, [](const ShownProcess* process) {
    return process->state == ShownProcess::State::alive ||
           process->state == ShownProcess::State::orphan;
  });
  return {runs ? "║" : "Z", dim};
}

}  // namespace

// Seconds in Grid::time_width columns, with fewer decimals when there are many of them; then the
// line.
Rich Lanes::beginning(double seconds) const {
  std::string text = fmt::format("{:{}.3f}", seconds, Grid::time_width);
  text.resize(Grid::time_width);
  if (line_ != 0) text += fmt::format("{:>{}}", line_, Grid::line_width);
  return {{text, dim}};
}

void Lanes::place(const std::optional<SourcePlace>& place) {
  line_ = place ? place->line : 0;
  if (!place || place->file == file_) return;
  file_ = place->file;
  TextRow row = spines();
  row.put(Grid::time_width + 1, {{escaped(file_), dim}});
  write(row);
}

TextRow Lanes::spines() const {
  TextRow row(grid_.width());
  for (int lane = 0; lane < grid_.lanes(); ++lane) {
    row.put(grid_.spine(lane), {spine_of(*family_, lane)});
  }
  return row;
}

void Lanes::put(TextRow& row, const Cell& cell, int n) const {
  row.put(grid_.spine(cell.lane), {n == 0 ? cell.mark : cell.further});
  row.put(grid_.spine(cell.lane) + cell.indent, cell.rows[static_cast<std::size_t>(n)]);
}

void Lanes::draw(double time, const Cell& cell) {
  for (int n = 0; n < count(cell.rows); ++n) {
    TextRow row = spines();
    if (n == 0) row.put(0, beginning(time));
    put(row, cell, n);
    write(row);
  }
}

// Two cells, and a line from the end of the first one's text to the other's spine: in the last row
// of that text, or below it where there is no room. The line crosses the lanes between.
void Lanes::draw_linked(double time, const Cell& from, const Cell& to) {
  const bool rightwards = from.lane < to.lane;
  const int last = count(from.rows) - 1;
  const int text_end =
      grid_.spine(from.lane) + from.indent + columns_of(from.rows[static_cast<std::size_t>(last)]);
  const int target = grid_.spine(to.lane);
  const bool empty = count(from.rows) == 1 && columns_of(from.rows[0]) == 0;
  const bool room = !rightwards || empty || target - text_end >= 2;
  const int start = room ? last : last + 1;  // the row of the line
  for (int n = 0; n < start + count(to.rows); ++n) {
    TextRow row = spines();
    if (n == 0) row.put(0, beginning(time));
    if (n == start) {
      const int spine = grid_.spine(from.lane);
      const int left = columns_of(to.rows[0]) + grid_.spine(to.lane) + to.indent;
      const bool beside = rightwards && room && !empty;
      row.line(rightwards ? (beside ? text_end + 1 : spine + 1) : left + 1,
               rightwards ? target - 1 : spine - 1, to.mark.ink);
    }
    if (n <= last) put(row, from, n);
    if (n >= start) put(row, to, n - start);
    if (n == start) row.put(grid_.spine(from.lane), {{rightwards ? "├" : "┤", from.mark.ink}});
    write(row);
  }
}

// A sentence on the run as a whole: over all columns, which it interrupts.
void Lanes::across(const Row& told) {
  const int left = grid_.spine(0);
  const std::string text = escaped(told.event->process) + "  " + said(told);
  bool first = true;
  for (const Rich& part : wrap({{text, bold}}, grid_.width() - left - 2, Break::words)) {
    TextRow row(grid_.width());
    if (first) row.put(0, beginning(told.time));
    row.put(first ? left : left + 2, part);
    write(row);
    first = false;
  }
}

// Names and PIDs again: what each column means now.
void Lanes::heads() {
  TextRow row = spines();
  for (int lane = 0; lane < grid_.lanes(); ++lane) {
    if (!family_->in_lane(lane).empty()) row.put(grid_.spine(lane) + 2, head_of_lane(lane));
  }
  write(row);
  since_heads_ = 0;
}

// Every lane moves to where it stands among twice as many: one after the other, from the left, so
// that no two lines cross.
void Lanes::grow() {
  const Grid before = grid_;
  grid_ = grid_.grown();
  for (int moved = 1; moved < before.lanes(); ++moved) {
    if (family_->in_lane(moved).empty()) continue;
    TextRow row(grid_.width());
    for (int lane = 0; lane < before.lanes(); ++lane) {
      row.put((lane < moved ? grid_ : before).spine(lane), {spine_of(*family_, lane)});
    }
    const Ink ink = ink_of(*family_->in_lane(moved).front());
    row.line(grid_.spine(moved), before.spine(moved), ink);
    row.put(grid_.spine(moved), {{"╭", ink}});
    row.put(before.spine(moved), {{"╯", ink}});
    write(row);
  }
  heads();
}

void Lanes::write(const TextRow& row) {
  out_(paint(row.text(), style_.color) + "\n");
  ++since_heads_;
}

}  // namespace procdemo::show
