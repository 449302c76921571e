// What the lanes show of one process: its marks, its words, its output.
#include <fmt/format.h>

#include <algorithm>

#include "show/sentences/sentence.h"
#include "show/terminal/escape.h"
#include "show/terminal/glyph.h"
#include "show/terminal/lanes.h"
#include "show/terminal/program_line.h"
#include "show/terminal/wrap.h"
#include "show/words/marks.h"

namespace procdemo::show {

namespace {

// A program's text stands behind a bar, and goes on behind a thinner one.
struct Bars {
  const char* first;
  const char* further;
};

Bars bars_of(int fd) {
  return fd == 1 ? Bars{"▌", "▎"} : Bars{"▒", "░"};
}

Rich joined(Piece first, const Rich& rest) {
  Rich all{std::move(first)};
  all.insert(all.end(), rest.begin(), rest.end());
  return all;
}

Ink strong(const Ink& ink) {
  return {ink.color, true, false};
}

}  // namespace

const char* spine_of(const ShownProcess& process) {
  switch (process.state) {
    case ShownProcess::State::alive:
      return process.tasks > 0 ? "┃" : "│";
    case ShownProcess::State::orphan:
      return process.tasks > 0 ? "┃" : "┊";
    case ShownProcess::State::zombie:
      return "Z";
    case ShownProcess::State::ended:
    case ShownProcess::State::gone:
      break;
  }
  return " ";
}

Ink ink_of(const ShownProcess& process) {
  return ink_of_process(process.number);
}

Rich head(const ShownProcess& process) {
  return {{escaped(process.name), strong(ink_of(process))},
          {" " + escaped(process.pid.text()), ink_of(process)}};
}

// A lane that is shared names who speaks, and its spine is nobody's.
Lanes::Cell Lanes::cell(const ShownProcess& process, std::string_view mark,
                        const std::string& words) const {
  const bool shared = family_->shared(*process.lane);
  Rich text{{words, ink_of(process)}};
  if (shared) text = joined({escaped(process.name) + " ", strong(ink_of(process))}, text);
  const bool ends = mark == "■";
  const std::string spine = ends ? " " : shared ? "║" : spine_of(process);
  const bool on_spine = shared && (mark == spine_of(process) || mark == "┏" || mark == "┗");
  return {*process.lane,
          {on_spine ? "║" : std::string(mark), ink_of(process)},
          {spine, ink_of(process)},
          2,
          wrap(text, grid_.lane_width() - 3, Break::words)};
}

Lanes::Cell Lanes::line_cell(const ShownProcess& process, const event::Line& line) const {
  const Bars bars = bars_of(line.fd);
  const Ink ink = strong(ink_of(process));
  const auto rows = [&](int width) { return program_rows(line, ink, style_.language, width); };
  if (!family_->shared(*process.lane)) {
    return {*process.lane, {bars.first, ink}, {bars.further, ink}, 1, rows(grid_.lane_width() - 2)};
  }
  // The name stands before the bar, or above it where it would take half of the lane.
  const int room = grid_.lane_width() - 4;
  const std::string speaker = escaped(process.name);
  const int name = columns_of(speaker) + 1;
  const bool above = name > room / 2;
  Cell cell{*process.lane, {"║", ink_of(process)}, {"║", ink_of(process)}, 2, {}};
  if (above) cell.rows.push_back({{speaker, ink}});
  std::string left = above ? "" : speaker + " ";
  const char* bar = bars.first;
  for (const Rich& row : rows(above ? room : room - name)) {
    cell.rows.push_back(joined({left + bar, ink}, row));
    left.assign(left.size(), ' ');
    bar = bars.further;
  }
  return cell;
}

// In the column that the process had; others may have had it, too, so it is named.
void Lanes::broken(const Row& row) {
  const ShownProcess& process = *row.who;
  const Room room = grid_.narrow() ? Room::narrow : Room::column;
  const Rich text{{escaped(process.name) + " ", strong(ink_of(process))},
                  {escaped(telling_where(row, style_.language, room)), ink_of(process)}};
  draw(row.time, {process.lane.value_or(0),
                  {"✗", bad},
                  {" "},
                  2,
                  wrap(text, grid_.lane_width() - 3, Break::words)});
}

Rich Lanes::head_of_lane(int lane) const {
  const std::vector<ShownProcess*>& here = family_->in_lane(lane);
  if (!family_->shared(lane)) return head(*here.front());
  Rich number{{say(style_.language, Sign::others, here.size()), bold}};
  const auto room = static_cast<std::size_t>(grid_.lane_width() - 2);
  if (here.size() > room) return number;
  Rich names;
  for (const ShownProcess* process : here)
    names.push_back({escaped(process->name) + " ", strong(ink_of(*process))});
  return columns_of(names) <= static_cast<int>(room) ? names : number;
}

}  // namespace procdemo::show
