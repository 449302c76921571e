#include "session/stepping/recorded.h"

#include <algorithm>
#include <optional>
#include <span>
#include <stdexcept>
#include <utility>
#include <vector>

#include "base/problem.h"
#include "session/problems.h"
#include "session/stepping/protocol.h"
#include "session/stepping/reader_line.h"
#include "session/stepping/requests.h"
#include "session/stepping/sought.h"
#include "trace/json.h"

namespace procdemo::session {
namespace {

/// What another event tells: a line, what was printed of it.
bool is_told_by_another(const Event& event) {
  return event.as<event::Print>() != nullptr;
}

/// Nobody takes a step for that.
bool only_follows(const Event& event) {
  return !intention_behind(event);
}

/// The first one from there on that is not so.
std::size_t behind(const std::vector<Event>& events, std::size_t at, bool (*is)(const Event&)) {
  while (at < events.size() && is(events[at])) ++at;
  return at;
}

class Recorded {
 public:
  Recorded(const Fd& connection, const Trace& trace, const Voice& voice)
      : trace_(trace), voice_(voice), line_(connection, trace.run) {}

  void serve() {
    ask();
    while (const auto line = quits_ ? std::nullopt : line_.next()) answer(*line);
  }

 private:
  void answer(const std::string& line) try {
    std::visit([this](const auto& one) { grant(one); }, expect_request(line));
  } catch (const Problem& problem) {
    line_.say(to_line(message::Error{.status = static_cast<int>(problem.status()),
                                     .problem = voice_.say(problem)}));
  }

  void grant(const request::Go& go) {
    expect_more();
    if (!go.process.empty() && go.process != next()->process) {
      throw Problem(Status::usage, SessionProblem::go_recorded, {go.process, next()->process});
    }
    take_step();
    tell_from(step() - 1);
  }

  // Evidence is asked of processes, and there are none.
  void grant(const request::Why&) { throw Problem(Status::usage, SessionProblem::why_recorded); }

  // What comes is known before it is told.
  void grant(const request::Continue& until) {
    expect_more();
    const int before = step();
    Sought sought(until, before, [this] { return status(); });
    while (!sought.has_come() && next()) {
      const Name who = next()->process;
      for (const Event& event : take_step()) sought.hear(event);
      sought.took_step(who, step());
    }
    if (!sought.is_missed()) return tell_from(before);
    go_to(before);
    throw sought.missing();
  }

  void grant(const request::Back& back) {
    if (ends_.empty()) throw Problem(Status::usage, SessionProblem::back_start);
    const auto left = std::max(std::ssize(ends_) - back.steps, std::ptrdiff_t{0});
    ends_.resize(static_cast<std::size_t>(left));
    line_.say(to_line(message::Back{.step = step(), .events = told()}));
    ask();
  }

  void grant(const request::Input&) { refuse_to_change(); }
  void grant(const request::Signal&) { refuse_to_change(); }
  void grant(const request::Stop&) {}
  void grant(const request::Quit&) { quits_ = true; }

  static void refuse_to_change() { throw Problem(Status::usage, SessionProblem::change_recorded); }

  int step() const { return static_cast<int>(ends_.size()); }
  std::size_t told() const { return ends_.empty() ? 0 : ends_.back(); }
  const Event* next() const {
    return told() < trace_.events.size() ? &trace_.events[told()] : nullptr;
  }

  void expect_more() const {
    if (!next()) throw Problem(Status::usage, SessionProblem::go_over);
  }

  /// The events of step `number`, from 1.
  std::span<const Event> events_of(int number) const {
    const auto end = ends_.begin() + (number - 1);
    const std::size_t first = number > 1 ? *(end - 1) : 0;
    return std::span(trace_.events).subspan(first, *end - first);
  }

  /// The next step, which is not told yet: its events.
  std::span<const Event> take_step() {
    const auto& events = trace_.events;
    const std::size_t deed = behind(events, told(), is_told_by_another);
    ends_.push_back(behind(events, std::min(deed + 1, events.size()), only_follows));
    return events_of(step());
  }

  void go_to(int step) { ends_.resize(static_cast<std::size_t>(step)); }

  /// Those that were taken since; where its reader stops that, no more of them were.
  void tell_from(int first) {
    line_.begin_steps({});
    for (int number = first + 1; number <= step(); ++number) {
      line_.begin_step();
      if (line_.stopped()) {
        go_to(number - 1);
        break;
      }
      for (const Event& event : events_of(number)) line_.event(event);
    }
    line_.end_steps();
    ask();
  }

  /// Nobody but whose event comes next is known to go on.
  RunStatus status() const {
    RunStatus status;
    if (told() > 0) status.now = trace_.events[told() - 1].time;
    if (const Event* event = next()) {
      status.ready = {{.name = event->process,
                       .call = std::string(event->kind()),
                       .does = intention_behind(*event).value_or(intention::Compute{}),
                       .place = event->place}};
    }
    return status;
  }

  void ask() {
    RunStatus now = status();
    message::Ask ask{.step = step(), .time = now.now, .ready = std::move(now.ready)};
    for (const Ready& ready : ask.ready) {
      ask.next = ready.name;
      ask.does.push_back(voice_.does(ready.does));
    }
    line_.say(to_line(ask));
    if (!next()) line_.say(trace::to_line(trace_.end) + "\n");
  }

  const Trace& trace_;
  const Voice& voice_;
  ReaderLine line_;
  std::vector<std::size_t> ends_;  // [i]: so many events were told when i + 1 steps had been taken
  bool quits_ = false;
};

}  // namespace

void serve_trace(const Fd& connection, const Trace& trace, const Voice& voice) {
  Recorded(connection, trace, voice).serve();
}

}  // namespace procdemo::session
