#include "show/rows.h"

#include <algorithm>

#include "show/narrator.h"

namespace procdemo::show {

namespace {

constexpr std::size_t enough_for_a_tree = 3;  // processes

using State = ShownProcess::State;

bool concerns_the_run(const Event& event) {
  return event.as<event::Note>() || event.as<event::Limit>() || event.as<event::Deadlock>() ||
         event.as<event::File>();
}

// Why a script has no lines.
bool tells_of_lines(const Event& event) {
  const auto* note = event.as<event::Note>();
  return note && note->note == "python-lines";
}

// What somebody did before that is told only now (run/files/shared_files.h): perhaps it is gone
// since.
bool is_earlier(const Event& event) {
  const auto* read = event.as<event::Read>();
  const auto* write = event.as<event::Write>();
  return (read && read->earlier) || (write && write->earlier);
}

// Whether a task begins (1) or ends (-1).
int task_edge(const Event& event) {
  const auto* probe = event.as<event::Probe>();
  if (!probe) return 0;
  return probe->name == "task_begin" ? 1 : probe->name == "task_end" ? -1 : 0;
}

bool ends(const Event& event, const ShownProcess& who) {
  return event.as<event::Exit>() && event.process == who.name;  // and not one of its threads
}

Mark mark_of(const Event& event, const ShownProcess& who) {
  const bool lives = who.state != State::gone;
  if (concerns_the_run(event) || (is_earlier(event) && !lives)) return Mark::run;
  if (const auto* line = event.as<event::Line>())
    return line->fd == 1 ? Mark::output : Mark::errors;
  if (event.as<event::Orphan>()) return Mark::orphan;
  if (ends(event, who)) return Mark::ends;
  const int edge = task_edge(event);
  return edge > 0 ? Mark::task : edge < 0 ? Mark::task_ends : Mark::none;
}

}  // namespace

void Rows::begin(const Run& run) {
  run_ = run;
  prelude_ = Prelude(run.speed);
  writer_.begin(run_, family_);
}

void Rows::end(const End& end) {
  pause(Prelude::patience);
  const std::vector<Row> rows = broken(end);
  const bool many = run_.lesson.empty() && lineage_.lives().size() >= enough_for_a_tree;
  const bool tree = run_.view.empty() && (many || writer_.was_crowded());
  writer_.end({run_, end, limit_, quotes_, rows, findings_, times_, tree ? &lineage_ : nullptr,
               other_order_, places_});
}

// Each event once, though several claims may speak of it.
std::vector<Row> Rows::broken(const End& end) {
  Why all;
  for (const Verdict& verdict : end.claims) {
    if (verdict.holds != false) continue;
    all.args.insert(all.args.end(), verdict.why.args.begin(), verdict.why.args.end());
  }
  std::vector<Row> rows;
  for (const Event* event : quotes_.in(all)) {
    ShownProcess* who = family_.find(Name(process_of(event->process)));
    if (!who) continue;
    rows.push_back({.time = event->time,
                    .event = event,
                    .who = who,
                    .mark = Mark::breaks,
                    .object = short_names_.of(*event)});
  }
  return rows;
}

void Rows::event(const Event& event) {
  if (!run_.claims.empty()) quotes_.learn(event);
  other_order_.learn(event);
  places_ = places_ || event.place || tells_of_lines(event);
  times_.push_back(static_cast<float>(event.time));
  if (event.as<event::Finding>()) findings_.push_back(event);
  if (writer_.folds() && prelude_.keeps(event)) return;
  if (prelude_.over()) {
    const std::deque<Event> kept = prelude_.take();
    const LeftOut left_out = left_out_of(kept, event.time);
    tell({.time = kept.front().time, .event = &kept.front(), .left_out = &left_out});
  }
  release();
  happened(event);
}

// What was kept back is told: no program was looked for.
void Rows::release() {
  for (const Event& event : prelude_.take()) happened(event);
}

void Rows::pause(double seconds) {
  if (seconds >= Prelude::patience) release();
  count_exchanges();
}

void Rows::happened(const Event& event) {
  lineage_.learn(event);
  Row row = row_of(event);
  if (row.noise == Noise::elsewhere || row.noise == Noise::again) return tell(std::move(row));
  const bool takes = writer_.folds() && Exchanges::takes(event);
  if (writer_.folds() && exchanges_.carries(event)) return exchanges_.carry(event);
  if (!takes || event.time > exchanges_.last() + moment * run_.speed) count_exchanges();
  if (takes) return exchanges_.add(event, row.object);
  exchanges_.waited(event);
  tell(std::move(row));
}

void Rows::count_exchanges() {
  std::vector<Exchange> exchanges = exchanges_.take();
  const std::vector<Event> carried = exchanges_.take_carried(exchanges);
  std::vector<Row> rows;
  for (const Event& event : carried) {
    rows.push_back({.time = event.time, .event = &event, .object = short_names_.of(event)});
  }
  for (Exchange& exchange : exchanges) {
    const bool folded = exchange.is_folded();
    if (folded) exchange.first.front().process = exchange.process;  // and not one of its threads
    for (const Event& event : exchange.first) {
      rows.push_back({.time = event.time, .event = &event, .object = short_names_.of(event)});
      if (!folded) continue;
      rows.back().exchange = &exchange;
      break;
    }
  }
  std::ranges::sort(rows, {}, [](const Row& row) { return row.event->seq; });
  for (Row& row : rows) tell(std::move(row));
}

void Rows::tell(Row row) {
  const Event& event = *row.event;
  const Name name(process_of(event.process));
  ShownProcess* who = family_.find(name);
  row.who = who;
  if (row.noise != Noise::none) return writer_.row(row);
  writer_.before_row();
  const auto* start = event.as<event::Start>();
  if (!who && start) return birth(std::move(row), name, event.pid, start->parent);
  if (!who) {
    birth({.time = event.time}, name, event.pid, "");
    who = family_.find(name);
  }
  tell(std::move(row), *who);
}

Row Rows::row_of(const Event& event) {
  Row row{.time = event.time,
          .event = &event,
          .noise = noise_.of(event),
          .object = short_names_.of(event)};
  if (const auto* deadlock = event.as<event::Deadlock>()) {
    for (const std::string& on : deadlock->on) row.objects.push_back(short_names_.of_object(on));
  }
  if (const auto* limit = event.as<event::Limit>()) limit_ = *limit;
  if (const auto* fork = event.as<event::Fork>()) calls_[fork->child] = fork->call;
  if (event.as<event::Start>()) {
    if (const auto known = calls_.extract(event.process)) row.call = known.mapped();
  }
  return row;
}

void Rows::tell(Row row, ShownProcess& who) {
  const Event& event = *row.event;
  row.who = &who;
  row.mark = mark_of(event, who);
  if (const auto* reaped = event.as<event::Reap>()) return reap(std::move(row), *reaped);
  if (const auto* fork = event.as<event::Fork>(); fork && !family_.find(fork->child)) {
    return birth(std::move(row), fork->child, fork->child_pid, who.name);
  }
  who.tasks = std::max(0, who.tasks + task_edge(event));
  if (event.as<event::Zombie>()) who.state = State::zombie;
  if (event.as<event::Orphan>()) who.state = State::orphan;
  writer_.row(row);
  if (ends(event, who)) family_.ended(who);
  if (!event.as<event::Vanish>()) return;
  family_.gone(who);
  writer_.family_changed();
}

// Somebody is there: by the parent's call, by its own first event, or, where neither was told, by
// another one.
void Rows::birth(Row row, const Name& name, const Number& pid, const Name& parent) {
  const ShownProcess newborn = family_.newborn(name, pid, parent);
  const ShownProcess* from = family_.find(parent);
  if (from && from->state == State::gone) from = nullptr;
  if (!row.who) row.who = &newborn;
  row.link = {Link::Kind::birth, from, &newborn};
  writer_.row(row);
  family_.add(newborn);
  writer_.family_changed();
}

void Rows::reap(Row row, const event::Reap& reap) {
  ShownProcess* child = family_.find(reap.child);
  if (child && child->state != State::gone) row.link = {Link::Kind::reap, row.who, child};
  writer_.row(row);
  if (child) family_.gone(*child);
  writer_.family_changed();
}

}  // namespace procdemo::show
