#include "questions/seen_run.h"

#include <algorithm>
#include <variant>

#include "claims/pattern.h"
#include "session/stepping/client.h"
#include "session/stepping/protocol.h"
#include "trace/canonical.h"
#include "trace/json.h"

namespace procdemo::questions {
namespace {

/// In the process that observes: what the run tells, as lines.
class RunLines final : public Sink {
 public:
  explicit RunLines(const Fd& connection) : connection_(connection) {}

  void tell(const std::string& line) {
    text_ += line;
    constexpr std::size_t enough = 1 << 16;
    if (text_.size() > enough) flush();
  }
  void event(const Event& event) override {
    time_ = event.time;
    tell(to_line(canonical_ ? canonical_->event(event) : event) + "\n");
  }
  void use(Canonical canonical) { canonical_ = std::move(canonical); }
  std::optional<Canonical>& canonical() { return canonical_; }
  double time() const { return time_; }  ///< of the last event
  void flush() { write_all(connection_.get(), std::exchange(text_, {})); }

 private:
  const Fd& connection_;
  std::string text_;
  double time_ = 0;
  std::optional<Canonical> canonical_;
};

Canonical canonical_for(const Subject& subject) {
  Canonical::Surroundings surroundings = surroundings_of(subject);
  surroundings.evidence_is_canonical = true;
  return Canonical(std::move(surroundings));
}

void tell_stand(const Session& session, RunLines& lines) {
  const RunStatus status = session.state();
  message::Ask ask{.step = session.steps(), .time = status.now};
  ask.ready = status.ready;
  ask.waiting = status.waiting;
  ask.does.resize(ask.ready.size());
  lines.tell(to_line(ask));
}

/// A session that goes step by step tells the canonical form by itself.
Finished make_steps(Session& session, const Seeing& how, RunLines& lines) {
  auto choice = how.choices.begin();
  session.start(lines);
  bool goes_on = true;
  while (goes_on) {
    if (how.stands) tell_stand(session, lines);
    const bool chosen = choice != how.choices.end() && session.state().ready.size() > 1;
    goes_on = chosen ? session.step(*choice++) : session.step();
  }
  return session.stop();
}

void make(Subject& subject, const Request& request, const Seeing& how, const Fd& connection) {
  Session session(subject, request);
  RunLines lines(connection);
  const bool steps = (how.stands || !how.choices.empty()) && !request.live();
  Run header = subject.header;
  if (request.stable) header = canonical_for(subject).run(std::move(header));
  lines.tell(header_line(header));
  if (request.stable && !steps) {
    lines.use(canonical_for(subject));
    lines.canonical()->run(subject.header);
  }
  const Finished finished = steps ? make_steps(session, how, lines) : session.run(lines);
  if (finished.outcome.differs) throw Problem(*finished.outcome.differs);
  End end = how.end(finished);
  if (!request.live()) end.time = lines.time();
  if (steps) {
    end = session.as_told(std::move(end));
  } else if (lines.canonical()) {
    end = lines.canonical()->end(std::move(end));
  }
  lines.tell(trace::to_line(end) + "\n");
  lines.flush();
}

/// What came of it, message by message.
class Collector {
 public:
  explicit Collector(SeenRun& run) : run_(run) {}

  bool has_ended() const { return ended_; }

  void operator()(Run& run) { run_.run = std::move(run); }
  void operator()(Event& event) { run_.events.push_back(std::move(event)); }
  void operator()(message::Ask& ask) {
    run_.stands.push_back(
        {run_.events.size(), {std::move(ask.ready), std::move(ask.waiting), ask.time}});
  }
  void operator()(End& end) {
    run_.end = std::move(end);
    ended_ = true;
  }
  template <class Other>
  void operator()(Other&) const {}

 private:
  SeenRun& run_;
  bool ended_ = false;
};

}  // namespace

End plain_end(const Finished& finished) {
  const Outcome& outcome = finished.outcome;
  return {.processes = outcome.processes,
          .events = outcome.events,
          .survivors = outcome.survivors,
          .wall = outcome.wall,
          .token = finished.token,
          .claims = finished.claims};
}

std::optional<SeenRun> see(Subject& subject, const Request& request, const Seeing& how,
                           int& status) {
  Client client([&](const Fd& connection) {
    return how.carry([&] { make(subject, request, how, connection); });
  });
  SeenRun seen;
  seen.conditions = subject.conditions;
  Collector collect(seen);
  while (auto message = client.receive()) std::visit(collect, *message);
  status = client.wait();
  if (!collect.has_ended()) return std::nullopt;
  return seen;
}

std::string trace_text(const SeenRun& run) {
  std::string text = to_line(run.run) + "\n";
  for (const Event& event : run.events) text += to_line(event) + "\n";
  return text + to_line(run.end) + "\n";
}

const RunStatus* stand_before(const SeenRun& run, std::size_t event) {
  const auto after = std::ranges::upper_bound(run.stands, event, {}, &SeenRun::Stand::events);
  return after == run.stands.begin() ? nullptr : &std::prev(after)->status;
}

std::vector<std::size_t> matches_of(const Pattern& pattern, const SeenRun& run) {
  const Matcher matcher(pattern,
                        placeholders_of(run.events, run.conditions.options, run.conditions.limits));
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < run.events.size(); ++i) {
    if (matcher.matches(run.events[i])) found.push_back(i);
  }
  return found;
}

std::optional<std::size_t> first_match(const Pattern& pattern, const SeenRun& run) {
  const std::vector<std::size_t> all = matches_of(pattern, run);
  return all.empty() ? std::nullopt : std::optional(all.front());
}

}  // namespace procdemo::questions
