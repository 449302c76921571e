#include "session/stepping.h"

#include <algorithm>
#include <stdexcept>
#include <utility>
#include <variant>

#include "session/problems.h"
#include "session/protocol.h"
#include "session/reader_line.h"
#include "trace/json.h"

namespace procdemo::session {
namespace {

class Stepping {
 public:
  Stepping(const Fd& connection, Session& session, const Run& header, const Voice& voice)
      : session_(session), voice_(voice), line_(connection, header) {}

  void serve() {
    session_.start(line_);
    ask();
    while (!has_quit_) {
      const auto line = line_.next();
      if (!line) return;
      answer(*line);
    }
  }

 private:
  void answer(const std::string& line);
  void grant(const request::Go& go);
  void grant(const request::Continue& until);
  void grant(const request::Back& back);
  void grant(const request::Stop&);
  void grant(const request::Quit&);

  bool take_step(const Name& who);
  void after_steps(bool goes_on);
  void go_back(int steps);
  void conclude();
  void ask();
  void complain(const Problem& problem, bool over = false);

  Session& session_;
  const Voice& voice_;
  ReaderLine line_;
  bool over_ = false;
  bool has_quit_ = false;
};

message::Choice choice_of(const Step& step) {
  return {.process = step.name, .call = std::string(step.call)};
}

message::Blocked blocked_of(const Waiting& waiting) {
  return {.process = waiting.name,
          .call = std::string(waiting.call),
          .on = waiting.on,
          .until = waiting.until};
}

Problem about_request(const std::string& wrong) {
  if (wrong != "JSON") return {Status::usage, SessionProblem::request_field, {wrong}};
  return {Status::usage, SessionProblem::request_malformed, {std::to_string(longest_request)}};
}

void Stepping::ask() {
  const RunStatus status = session_.state();
  message::Ask ask{.step = session_.steps(), .time = status.now, .next = session_.next()};
  std::ranges::transform(status.ready, std::back_inserter(ask.ready), choice_of);
  std::ranges::transform(status.waiting, std::back_inserter(ask.waiting), blocked_of);
  line_.say(to_line(ask));
}

void Stepping::complain(const Problem& problem, bool over) {
  line_.say(to_line(message::Error{
      .status = static_cast<int>(problem.status()), .problem = voice_.say(problem), .over = over}));
}

// What is wrong with a request leaves the run as it was.
void Stepping::answer(const std::string& line) try {
  const ReaderRequest request = reader_request_from(line);
  std::visit([this](const auto& one) { grant(one); }, request);
} catch (const std::invalid_argument& wrong) {
  complain(about_request(wrong.what()));
} catch (const Problem& problem) {
  complain(problem);
}

// Nothing is under way.
void Stepping::grant(const request::Stop&) {
  if (over_) throw Problem(Status::usage, SessionProblem::go_over);
  ask();
}

bool Stepping::take_step(const Name& who) {
  line_.begin_step();
  return session_.step(who);
}

void Stepping::grant(const request::Go& go) {
  if (over_) throw Problem(Status::usage, SessionProblem::go_over);
  line_.begin_steps({});
  after_steps(take_step(go.process));
}

bool is_of(const Name& name, const Name& process) {
  return name == process || name.starts_with(process + "/");
}

void Stepping::grant(const request::Continue& until) {
  if (over_) throw Problem(Status::usage, SessionProblem::go_over);
  bool there = false, goes_on = true;
  line_.begin_steps([&](const Event& event) {
    there = there || (!until.event.empty() && event.kind() == until.event) ||
            (until.line > 0 && event.place && event.place->line == until.line);
  });
  while (goes_on && !there && !line_.stopped()) {
    const Name who = session_.next();
    goes_on = take_step({});
    there = there || (!until.process.empty() && is_of(who, until.process));
  }
  after_steps(goes_on);
}

// A step that was given up halfway is as if it had not been begun.
void Stepping::after_steps(bool goes_on) {
  const bool given_up = !goes_on && line_.stopped();
  line_.end_steps();
  if (line_.is_gone()) return;
  if (given_up) return go_back(1);
  if (goes_on) return ask();
  conclude();
}

void Stepping::grant(const request::Back& back) {
  if (session_.steps() == 0) throw Problem(Status::usage, SessionProblem::back_start);
  go_back(back.steps);
}

void Stepping::go_back(int steps) try {
  const std::size_t events = session_.back(steps);
  over_ = false;
  line_.say(to_line(message::Back{.step = session_.steps(), .events = events}));
  ask();
} catch (const Problem& problem) {
  if (!problem.is(SessionProblem::back_differs)) throw;
  complain(problem, true);
  conclude();
}

// Those who wait for ever are told before they are ended.
void Stepping::conclude() {
  over_ = true;
  ask();
  const Finished finished = session_.stop();
  if (finished.outcome.differs) complain(*finished.outcome.differs, true);
  line_.say(trace::to_line(voice_.end(finished)) + "\n");
}

void Stepping::grant(const request::Quit&) {
  has_quit_ = true;
  if (!over_) conclude();
}

}  // namespace

void serve_reader(const Fd& connection, Session& session, const Run& header, const Voice& voice) {
  Stepping(connection, session, header, voice).serve();
}

}  // namespace procdemo::session
