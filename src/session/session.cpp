#include "session/session.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/problem.h"
#include "session/attempt.h"
#include "session/problems.h"
#include "session/stepping/progress.h"
#include "trace/canonical.h"
#include "world/inside/inside.h"
#include "world/pids.h"
#include "world/problems.h"

namespace procdemo::session {
namespace {

/// Nobody and nothing cut it short.
bool is_whole(const Outcome& outcome, const Sink& sink) {
  return outcome.signal == 0 && !outcome.interrupted && outcome.limit.empty() && !sink.closed();
}

}  // namespace

Session::Session(Subject& subject, const Request& request) : subject_(subject), request_(request) {
  go_where_it_lives();
  world_ = make_world();
  if (subject_.wishes.guarded) subject.header.guards = {world_->guard()};
  subject.header.schedule = ChosenSchedule(request).schedule().name();
}

Session::~Session() = default;

// One of many is there already (workers.h).
void Session::go_where_it_lives() {
  const bool of_many = request_.assignment && !request_.assignment->alone;
  const bool own = !request_.live() && !of_many;
  if (own && !is_inside()) {
    go_on_inside({.reachable = {subject_.program.path, subject_.folder.string(),
                                subject_.scratch.path().string()}});
  }
  subject_.settings.pids_vary = !request_.live() && !request_.stable && !is_inside();
  if (request_.stable && !is_inside()) go_on_beyond(Canonical::smallest_pid - 1);
}

std::unique_ptr<World> Session::make_world() const {
  auto world = make_live_world(subject_.wishes);
  if (subject_.wishes.guarded && world->guard().empty()) {
    throw Problem(Status::not_allowed, MachineProblem::unguarded, {subject_.name});
  }
  return world;
}

std::unique_ptr<Session::Attempt> Session::attempt(Sink& sink, bool by_steps) {
  if (!world_) world_ = make_world();
  return std::make_unique<Attempt>(subject_, request_, std::move(world_), sink, by_steps);
}

Finished Session::run(Sink& sink) {
  const auto only = attempt(sink, false);
  only->engine.run();
  return finish(*only, true);
}

// The numbers of its processes are to be told from others when it is held against another attempt.
void Session::start(Sink& sink) {
  if (!is_inside()) go_on_beyond(Canonical::smallest_pid - 1);
  if (request_.input) {
    subject_.input = TypedInput::stands_for(*request_.input);
    input_.emplace(*request_.input);
  }
  if (input_ && is_inside()) copies_.emplace(folders_named_by(subject_));
  put_back_.emplace(subject_.scratch.path(), copies_ ? &*copies_ : nullptr);
  auto progress = std::make_unique<RunProgress>(subject_, sink, request_.stable);
  progress->program = program_found();
  auto first = attempt(progress->told, true);
  first->engine.start();
  progress_ = std::move(progress);
  attempt_ = std::move(first);
  took_step();
}

void Session::took_step() {
  progress_->took_step();
  const Engine& engine = attempt_->engine;
  look_at_found();
  if (!progress_->met && !put_back_->covers(engine.meeting_places())) progress_->met = steps();
  if (progress_->outside || put_back_->covers(engine.changed_files())) return;
  progress_->outside = steps();
}

int Session::steps() const {
  return progress_->steps();
}

std::size_t Session::events() const {
  return progress_->told.events();
}

double Session::time() const {
  return progress_->told.time();
}

std::vector<Name> Session::ready() const {
  std::vector<Name> names;
  for (const Step& step : attempt_->engine.ready()) names.push_back(step.name);
  return names;
}

RunStatus Session::state() const {
  return attempt_ ? progress_->told.as_told(attempt_->engine.state()) : RunStatus{};
}

std::optional<Evidence> Session::why(std::uint64_t seq) const {
  return as_told(attempt_ ? attempt_->engine.why(seq) : std::nullopt);
}

std::optional<Evidence> Session::why(const Name& name) const {
  return as_told(attempt_ ? attempt_->engine.why(name) : std::nullopt);
}

std::vector<std::string> Session::written_into_copies() const {
  if (!attempt_ || !copies_) return {};
  return copies_->paths_of(attempt_->engine.changed_files(), subject_.scratch.path());
}

// Those who are killed because nobody wants to go on did nothing that is to be told.
Finished Session::stop() {
  if (!attempt_) return {};
  const bool to_its_end = progress_->over && !progress_->differs;
  if (!to_its_end) progress_->told.give_up();
  Finished finished = finish(*attempt_, to_its_end);
  if (to_its_end) return finished;
  finished.quit = is_whole(finished.outcome, attempt_->witness);
  finished.outcome.events = static_cast<std::int64_t>(progress_->told.events());
  if (progress_->differs) finished.token.clear();
  return finished;
}

void Session::abandon() {
  if (progress_) {
    progress_->told.give_up();
    progress_->over = true;
  }
  attempt_.reset();
}

bool Session::awaits_input(const Name& who) const {
  if (!input_) return false;
  const std::vector<Step>& ready = attempt_->engine.ready();
  const auto step = std::ranges::find(ready, who, &Step::name);
  return step != ready.end() && input_->is_awaited_by(step->tid);
}

std::optional<Evidence> Session::as_told(std::optional<Evidence> evidence) const {
  if (evidence) evidence = progress_->told.as_told(*std::move(evidence));
  return evidence;
}

End Session::as_told(End end) const {
  return progress_->told.end(std::move(end));
}

Finished Session::finish(Attempt& attempt, bool to_its_end) {
  Finished finished;
  Outcome& outcome = finished.outcome = attempt.engine.stop();
  outcome.events += attempt.inspector.told();
  const Sink& sink = attempt.witness;
  const bool whole = to_its_end && is_whole(outcome, sink);
  if (whole && !outcome.differs) outcome.differs = attempt.schedule.ended();
  const bool intervened = progress_ && !progress_->interventions.so_far().empty();
  if (!outcome.differs && !intervened) {
    finished.token = attempt.schedule.token(subject_.name, subject_.options, to_its_end);
  }
  const bool cut_short = !to_its_end || sink.closed();
  finished.claims = verdicts(outcome, attempt.witness.events(), cut_short);
  return finished;
}

std::vector<Verdict> Session::verdicts(const Outcome& outcome, const std::vector<Event>& events,
                                       bool cut_short) const {
  if (!subject_.claims) return {};
  cut_short = cut_short || outcome.interrupted || outcome.differs || outcome.signal != 0;
  return cut_short ? skip_all(*subject_.claims, subject_.conditions, Skip::interrupted)
                   : check_all(*subject_.claims, events, subject_.conditions);
}

std::vector<Verdict> unobserved_claims(const Subject& subject) {
  if (!subject.claims) return {};
  return skip_all(*subject.claims, subject.conditions, Skip::unobserved);
}

}  // namespace procdemo::session
