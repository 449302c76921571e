// Of a session: its steps forward and back, and what its reader does beside.
#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <stdexcept>
#include <utility>
#include <variant>

#include "base/problem.h"
#include "base/signal_names.h"
#include "session/attempt.h"
#include "session/problems.h"
#include "session/session.h"
#include "session/stepping/progress.h"
#include "session/stepping/requests.h"
#include "session/stepping/way.h"
#include "world/fence.h"
#include "world/inside/inside.h"

namespace procdemo::session {
bool Session::intervene(const Intervention& one) {
  if (const auto* typed = std::get_if<intervention::Typed>(&one.what)) {
    if (input_) input_->type(typed->text);
    return true;
  }
  const auto& sent = std::get<intervention::Sent>(one.what);
  return attempt_->engine.signal(sent.process, sent.signal);
}

// Where the reader went back, and goes the same way again, what was done there is done again.
bool Session::make_due() {
  Interventions& all = progress_->interventions;
  while (const Intervention* const one = all.due(steps())) {
    progress_->over = !intervene(*one);
    all.made_again();
    if (progress_->over) return false;
  }
  return true;
}

bool Session::step(const Name& who, bool goes_on) {
  if (progress_->over) return false;
  Person* const person = attempt_->schedule.person();
  if (!person) {
    progress_->over = !attempt_->engine.step();
  } else {
    if (who.empty()) {
      if (!make_due()) return false;
    } else {
      expect_ready(who);
      if (progress_->interventions.due(steps())) progress_->forget_coming();
    }
    const Name usual = usual_next();
    person->choose(who.empty() ? next() : who);
    progress_->over = !attempt_->engine.step();
    using How = Taken::How;
    progress_->goes(person->last(), goes_on                   ? How::goes_on
                                    : person->last() == usual ? How::order
                                                              : How::named);
  }
  took_step();
  return !progress_->over;
}

void Session::expect_ready(const Name& who) const {
  const RunStatus status = state();
  if (std::ranges::count(status.ready, who, &Ready::name) != 0) return;
  const std::string can = names_of(ready());
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
  return usual_next();
}

Name Session::usual_next() const {
  const std::vector<Step>& ready = attempt_->engine.ready();
  return ready.empty() ? Name() : ready[attempt_->schedule.person()->usual(ready)].name;
}

bool Session::may_come(const Name& name) const {
  return attempt_ && attempt_->engine.may_come(name);
}

bool Session::is_hidden(const Name& ready) const {
  return has_hidden_steps() && !attempt_->engine.has_usual_step(ready);
}

void Session::type(std::string text) {
  const Intervention one{steps(), intervention::Typed{std::move(text)}};
  intervene(one);
  progress_->way_changes();
  progress_->interventions.made(one);
}

bool Session::signal(const std::string& signal, const Name& to) {
  const auto number = signal_number(signal.starts_with("SIG") ? signal : "SIG" + signal);
  if (!number) throw Problem(Status::usage, SessionProblem::signal_unknown, {signal});
  const Intervention one{steps(), intervention::Sent{*number, to}};
  try {
    progress_->over = !intervene(one);
  } catch (const std::out_of_range&) {
    throw Problem(Status::usage, SessionProblem::signal_nobody, {to.empty() ? "P" : to});
  }
  progress_->way_changes();
  progress_->interventions.made(one);
  return !progress_->over;
}

std::vector<ReaderRequest> Session::done_again() const {
  std::vector<ReaderRequest> requests;
  if (!attempt_) return requests;
  for (const Intervention& one : progress_->interventions.all_due(steps())) {
    requests.push_back(request_of(one));
  }
  return requests;
}

bool Session::has_intervened() const {
  return progress_->interventions.any_since(steps());
}

std::vector<ReaderRequest> Session::way() const {
  return way_of(*progress_);
}

void Session::expect_repeatable(std::size_t events) const {
  if (request_.live()) throw Problem(Status::usage, SessionProblem::back_live, {});
  if (progress_->outside) {
    throw Problem(Status::usage, SessionProblem::back_outside,
                  {std::to_string(*progress_->outside)});
  }
  const auto inexact = progress_->told.inexact();
  if (!inexact || inexact->event >= events) return;
  const auto step = std::ranges::upper_bound(progress_->events, inexact->event);
  const auto number = std::distance(progress_->events.begin(), step);
  throw Problem(Status::usage, SessionProblem::back_inexact,
                {std::to_string(number), inexact->process, inexact->note});
}

// Whoever begins again finds what was there the first time.
void Session::put_surroundings_back() {
  subject_.scratch.empty();
  if (input_) input_->begin_again();
  progress_->interventions.begin_again();
  if (is_inside()) {
    wait_until_alone_inside();
    if (copies_) copies_->uncover();
    freshen_inside();
    if (copies_) copies_->cover();
  }
  if (request_.assignment && request_.assignment->fence) request_.assignment->fence->open_again();
}

FoundFile Session::program_found() const {
  struct stat facts;
  const std::string& path = subject_.program.path;
  return ::stat(path.c_str(), &facts) == 0 ? FoundFile::of(path, facts) : FoundFile();
}

// What is put back is found as it was.
void Session::look_at_found() {
  const std::vector<FoundFile>& all = attempt_->engine.found_files();
  for (; progress_->looked_at < all.size(); ++progress_->looked_at) {
    const FoundFile& file = all[progress_->looked_at];
    if (!put_back_->covers({file.identity})) progress_->found.push_back(file);
  }
}

// An old program may run on; the new one is another program, also where it does the same for a
// while. So is one that finds other files.
void Session::expect_same_files() const {
  const auto refuse = [](const std::string& path) {
    throw Problem(Status::usage, SessionProblem::back_changed, {path});
  };
  struct stat now;
  const FoundFile& program = progress_->program;
  const bool there = ::stat(subject_.program.path.c_str(), &now) == 0;
  if (!there || !program.is_unchanged(now)) refuse(subject_.program.path);
  if (!attempt_) return;
  for (const FoundFile& file : progress_->found) {
    if (!attempt_->engine.is_unchanged(file)) refuse(file.path);
  }
}

std::string Session::changed_meanwhile() const {
  if (!attempt_ || !copies_) return "";
  std::string program = std::filesystem::absolute(subject_.program.path).lexically_normal();
  if (copies_->is_changed_behind(program)) return program;
  const std::vector<FoundFile>& all = attempt_->engine.found_files();
  const auto is_changed = [&](const FoundFile& file) {
    return copies_->is_changed_behind(file.path);
  };
  const auto changed = std::ranges::find_if(all, is_changed);
  return changed == all.end() ? "" : changed->path;
}

std::size_t Session::events_before(int steps) const {
  const int target = std::max(0, progress_->steps() - steps);
  return progress_->events[static_cast<std::size_t>(target)];
}

void Session::expect_back(int steps) const {
  expect_repeatable(events_before(steps));
  expect_same_files();
}

// The first events, so many, are to come again.
void Session::begin_again(std::size_t events) {
  progress_->told.give_up();
  progress_->over = true;  // should what follows fail
  attempt_.reset();        // nobody of it is left before the next one begins
  put_surroundings_back();
  progress_->told.begin_again(events);
  auto again = attempt(progress_->told, true);
  again->engine.start();
  attempt_ = std::move(again);
  progress_->begin_again();
  look_at_found();
  progress_->over = progress_->differs = false;
}

std::size_t Session::back(int steps, const std::function<bool()>& goes_on) {
  int target = std::max(0, progress_->steps() - steps);
  std::size_t events = events_before(steps);
  expect_back(steps);
  const std::vector<std::uint64_t> first_time = progress_->hashes;
  begin_again(events);
  while (progress_->steps() < target && goes_on() && step()) continue;
  const int at = progress_->steps();
  if (!progress_->over && at < target) {
    progress_->told.forget_coming();
    events = progress_->told.events();
    target = at;
  }
  const bool same = progress_->told.hash() == first_time[static_cast<std::size_t>(at)];
  if (at == target && same && progress_->told.came_again()) return events;
  progress_->over = progress_->differs = true;
  throw Problem(Status::claim_failed, SessionProblem::back_differs, {std::to_string(at)});
}

}  // namespace procdemo::session
