#include "run/event_log.h"

#include <algorithm>
#include <numeric>

#include "run/kernel_facts.h"
#include "trace/name.h"

namespace procdemo::run {

namespace {

// Reads are many, and no rule says where one was; and some facts go with an event that says it.
bool is_asked_for_place(const AnyFact& what) {
  const auto* access = std::get_if<fact::FileAccess>(&what);
  const auto* taking = std::get_if<fact::TakesLock>(&what);
  return access ? access->writes : !taking || taking->lock;
}

}  // namespace

EventLog::EventLog(Sink& sink, const ProgramClock& clock, Family& family, Places& places,
                   EvidenceLog& evidence)
    : sink_(sink),
      clock_(clock),
      family_(family),
      places_(places),
      evidence_(evidence),
      lines_([this](const Name& task, event::Line line, const std::optional<SourcePlace>& place) {
        const Process* process = family_.by_name(process_of(task));
        if (process) emit(task, process->seen, line, place);
      }) {}

double EventLog::now() const {
  return clock_.is_virtual() ? clock_.now() : clock_.real_since_start();
}

void EventLog::emit(const Process& process, const Name& task, event::Any what) {
  emit(task, process.seen, std::move(what));
}

void EventLog::emit(const Task& task, event::Any what) {
  if (!begun_ || sink_.closed()) return;
  emit(task.name, task.process->seen, std::move(what), places_.of(task));
  if (places_.is_unknown_python(task)) note(task, "python-lines");
}

void EventLog::emit(const Name& task, pid_t pid, event::Any what,
                    std::optional<SourcePlace> place) {
  if (!begun_ || sink_.closed()) return;
  if (keeps_ends_) {
    if (std::holds_alternative<event::Exit>(what)) ends_.emplace_back(task, pid, std::move(what));
    return;
  }
  ++events_;
  const bool of_whole_run = std::holds_alternative<event::Summary>(what);
  if (evidence_.wanted() && !of_whole_run) keep_evidence(task, what);
  sink_.event({events_, clock_.now(), task, pid, std::move(what), std::move(place)});
}

void EventLog::keep_evidence(const Name& name, const event::Any& what) {
  const auto& tasks = family_.in_order();
  const auto found = std::ranges::find(tasks, name, &Task::name);
  const Task* const task = found == tasks.end() ? nullptr : *found;
  const Process* const process = family_.by_name(process_of(name));
  const pid_t pid = task ? task->tid : process ? process->pid : 0;
  evidence_.told(events_, pid, name, kernel_facts(family_, pid, task, what));
}

void EventLog::state(const Task& task, AnyFact what) {
  if (!begun_ || keeps_ends_ || sink_.closed()) return;
  auto place = is_asked_for_place(what) ? places_.of(task) : std::nullopt;
  sink_.fact({task.name, std::move(what), events_, std::move(place)});
}

void EventLog::got(const Task& task, std::int64_t bytes, std::string data) {
  if (!begun_ || sink_.closed()) return;
  sink_.got({events_, clock_.now(), task.name, task.process->seen,
             event::Read{.object = "", .bytes = bytes, .data = std::move(data)}});
}

void EventLog::note(const Task& task, const std::string& what) {
  if (notes_.insert(what).second) emit(task, event::Note{what});
}

void EventLog::print(const Task& task, int fd, const std::string& text) {
  emit(task, event::Print{fd, text});
  lines_.add(task.name, fd, text, now(), places_.of(task));
  if (text.find("\x1b[?1049h") != text.npos) note(task, "full-screen");
  printed_ += static_cast<std::int64_t>(text.size());
}

void EventLog::flush_all() {
  for (const Task* task : family_.in_order()) lines_.flush(task->process->name);
}

std::optional<double> EventLog::next_stale() const {
  const auto oldest = lines_.oldest();
  return oldest ? std::optional(*oldest + stale_piece) : std::nullopt;
}

void EventLog::tell_ends() {
  const auto ends = std::exchange(ends_, {});
  std::vector<std::size_t> order(ends.size());
  std::iota(order.begin(), order.end(), 0u);
  std::ranges::sort(order, [&](std::size_t a, std::size_t b) {
    const Name &one = std::get<Name>(ends[a]), &other = std::get<Name>(ends[b]);
    return one == other ? a < b : name_before(one, other);
  });
  keeps_ends_ = false;
  for (const std::size_t at : order) std::apply([&](auto... end) { emit(end...); }, ends[at]);
}

}  // namespace procdemo::run
