#include "session/session.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "base/problem.h"
#include "session/chosen_schedule.h"
#include "session/inspector.h"
#include "session/problems.h"
#include "session/results.h"
#include "session/stepping/progress.h"
#include "session/witness.h"
#include "trace/canonical.h"
#include "world/fence.h"
#include "world/inside/inside.h"
#include "world/pids.h"
#include "world/problems.h"
#include "world/terminal_settings.h"

namespace procdemo::session {
namespace {

// Whoever goes step by step asks where each process stands, and why.
Settings settings_of(const Subject& subject, const RunMode& mode, World& world, bool by_steps) {
  Settings settings = subject.settings;
  settings.mode = mode;
  settings.world = &world;
  settings.lines = settings.lines || by_steps;
  settings.evidence = by_steps;
  return settings;
}

std::string names_of(const std::vector<Ready>& steps) {
  std::string names;
  for (const Ready& step : steps) names += (names.empty() ? "" : ", ") + step.name;
  return names;
}

/// Nobody and nothing cut it short.
bool is_whole(const Outcome& outcome, const Sink& sink) {
  return outcome.signal == 0 && !outcome.interrupted && outcome.limit.empty() && !sink.closed();
}

}  // namespace

/// Hands over what an exploration's run has seen, also where it is given up by an exception.
class StepsKept {
 public:
  StepsKept(Explored* explored, Assignment* assignment)
      : explored_(explored), assignment_(assignment) {}
  StepsKept(const StepsKept&) = delete;
  StepsKept& operator=(const StepsKept&) = delete;
  ~StepsKept() {
    if (explored_) assignment_->steps = explored_->log();
  }

 private:
  Explored* explored_;
  Assignment* assignment_;
};

// One start of the program.
struct Session::Attempt {
  Attempt(const Subject& subject, const Request& request, std::unique_ptr<World> its_world,
          Sink& sink, bool by_steps);

  std::unique_ptr<World> world;
  ChosenSchedule schedule;
  Settings settings;
  Witness witness;
  Inspector inspector;
  Results results;
  StepsKept steps;
  std::optional<TerminalSettings> put_back;  // where no face has the terminal
  Engine engine;
};

Session::Attempt::Attempt(const Subject& subject, const Request& request,
                          std::unique_ptr<World> its_world, Sink& sink, bool by_steps)
    : world(std::move(its_world)),
      schedule(request, by_steps),
      settings(settings_of(subject, schedule.mode(request.speed), *world, by_steps)),
      witness(subject, schedule.explored(), sink),
      inspector(subject, witness),
      results(subject.header, surroundings_of(subject), schedule, inspector),
      steps(schedule.explored(), request.assignment),
      engine(subject.program, settings, schedule.schedule(), results) {
  if (!by_steps) put_back.emplace();
}

Session::Session(Subject& subject, const Request& request) : subject_(subject), request_(request) {
  go_where_it_lives();
  world_ = make_world();
  if (subject_.wishes.guarded) subject.header.guards = {world_->guard()};
  subject.header.schedule = ChosenSchedule(request).schedule().name();
}

Session::~Session() = default;

// One of many is there already (workers.h).
void Session::go_where_it_lives() {
  const bool own = !request_.live() && !request_.assignment;
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
  auto progress = std::make_unique<Progress>(subject_, sink, request_.stable);
  if (request_.input) input_.emplace(*request_.input);
  auto first = attempt(progress->told, true);
  first->engine.start();
  progress_ = std::move(progress);
  attempt_ = std::move(first);
  took_step();
}

// What was typed here is there.
void Session::took_step() {
  progress_->took_step();
  if (input_) input_->come_to(steps());
}

bool Session::step(const Name& who) {
  if (progress_->over) return false;
  if (Person* const person = attempt_->schedule.person()) {
    if (!who.empty()) expect_ready(who);
    person->choose(who.empty() ? next() : who);
    progress_->over = !attempt_->engine.step();
    if (!progress_->goes(person->last()) && input_) input_->forget_from(steps() + 1);
  } else {
    progress_->over = !attempt_->engine.step();
  }
  took_step();
  return !progress_->over;
}

void Session::expect_ready(const Name& who) const {
  const RunStatus status = state();
  if (std::ranges::count(status.ready, who, &Ready::name) != 0) return;
  const std::string can = names_of(status.ready);
  const auto waits = std::ranges::find(status.waiting, who, &Blocked::name);
  if (waits == status.waiting.end()) {
    throw Problem(Status::usage, SessionProblem::go_nobody, {who, can});
  }
  if (waits->on.empty()) throw Problem(Status::usage, SessionProblem::go_sleeps, {who, can});
  throw Problem(Status::usage, SessionProblem::go_waits, {who, waits->on, can});
}

// What was done before may be impossible now, where the program has changed: that is noticed when
// the step is held against the one before.
Name Session::next() const {
  Person* const person = attempt_ ? attempt_->schedule.person() : nullptr;
  if (!person || progress_->over) return {};
  const std::vector<Step>& ready = attempt_->engine.ready();
  if (ready.empty()) return {};
  Name before = progress_->before();
  if (std::ranges::count(ready, before, &Step::name) != 0) return before;
  return ready[person->usual(ready)].name;
}

int Session::steps() const {
  return progress_->steps();
}

RunStatus Session::state() const {
  return attempt_ ? attempt_->engine.state() : RunStatus{};
}

std::optional<Evidence> Session::why(std::uint64_t seq) const {
  return attempt_ ? attempt_->engine.why(seq) : std::nullopt;
}

std::optional<Evidence> Session::why(const Name& name) const {
  return attempt_ ? attempt_->engine.why(name) : std::nullopt;
}

void Session::expect_repeatable(std::size_t events) const {
  if (request_.live()) throw Problem(Status::usage, SessionProblem::back_live, {});
  const auto inexact = progress_->told.inexact();
  if (!inexact || inexact->event >= events) return;
  const auto step = std::ranges::upper_bound(progress_->events, inexact->event);
  const auto number = std::distance(progress_->events.begin(), step);
  throw Problem(Status::usage, SessionProblem::back_inexact,
                {std::to_string(number), inexact->note});
}

// Whoever begins again finds what was there the first time.
void Session::put_surroundings_back() {
  subject_.scratch.empty();
  if (input_) input_->begin_again();
  if (is_inside()) {
    wait_until_alone_inside();
    freshen_inside();
  }
  if (request_.assignment && request_.assignment->fence) request_.assignment->fence->open_again();
}

std::size_t Session::back(int steps) {
  const int target = std::max(0, progress_->steps() - steps);
  const std::size_t events = progress_->events[static_cast<std::size_t>(target)];
  expect_repeatable(events);
  progress_->told.give_up();
  progress_->over = true;  // should what follows fail
  attempt_.reset();        // nobody of it is left before the next one begins
  put_surroundings_back();
  progress_->told.begin_again(events);
  auto again = attempt(progress_->told, true);
  again->engine.start();
  attempt_ = std::move(again);
  progress_->events.clear();
  took_step();
  progress_->over = false;
  while (progress_->steps() < target && step()) continue;
  if (progress_->steps() == target && progress_->told.came_again()) return events;
  const int at = progress_->steps();
  progress_->over = true;
  throw Problem(Status::claim_failed, SessionProblem::back_differs, {std::to_string(at)});
}

// Those who are killed because nobody wants to go on did nothing that is to be told.
Finished Session::stop() {
  if (!attempt_) return {};
  const bool over = progress_->over;
  if (!over) progress_->told.give_up();
  Finished finished = finish(*attempt_, over);
  if (!over) finished.outcome.events = static_cast<std::int64_t>(progress_->told.events());
  return finished;
}

void Session::type(std::string text) {
  if (input_) input_->type(steps(), std::move(text));
}

bool Session::awaits_input(const Name& who) const {
  if (!input_) return false;
  const std::vector<Step>& ready = attempt_->engine.ready();
  const auto step = std::ranges::find(ready, who, &Step::name);
  return step != ready.end() && input_->is_awaited_by(step->tid);
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
  if (!outcome.differs) {
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
