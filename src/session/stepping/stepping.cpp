#include "session/stepping/stepping.h"

#include <algorithm>
#include <utility>
#include <variant>
#include <vector>

#include "session/problems.h"
#include "session/stepping/protocol.h"
#include "session/stepping/reader_line.h"
#include "session/stepping/requests.h"
#include "trace/json.h"

namespace procdemo::session {
namespace {

class Stepping {
 public:
  Stepping(const Fd& connection, Session& session, const Run& header, const Voice& voice,
           Pauses pauses)
      : session_(session), voice_(voice), pauses_(pauses), line_(connection, header) {}

  void serve() {
    session_.start(line_);
    line_.begin_steps({});
    after_steps(true);
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
  void grant(const request::Input& input);
  void grant(const request::Stop&) {}  // nothing is under way
  void grant(const request::Why& why);
  void grant(const request::Quit&);

  bool take_step(const Name& who);
  bool go_to_choice();
  int steps_over(int pauses);
  void after_steps(bool goes_on);
  void go_back(int steps);
  void conclude();
  void ask();
  void complain(const Problem& problem, bool over = false);

  Session& session_;
  const Voice& voice_;
  const Pauses pauses_;
  ReaderLine line_;
  std::vector<int> choices_;  // after how many steps the reader was asked, where pauses are choices
  bool over_ = false;
  bool has_quit_ = false;
};

void Stepping::ask() {
  RunStatus status = session_.state();
  message::Ask ask{.step = session_.steps(), .time = status.now, .next = session_.next()};
  for (Ready& ready : status.ready) {
    ready.input = session_.awaits_input(ready.name);
    ask.does.push_back(voice_.does(ready.does));
  }
  ask.ready = std::move(status.ready);
  ask.waiting = std::move(status.waiting);
  line_.say(to_line(ask));
}

void Stepping::complain(const Problem& problem, bool over) {
  line_.say(to_line(message::Error{
      .status = static_cast<int>(problem.status()), .problem = voice_.say(problem), .over = over}));
}

// What is wrong with a request leaves the run as it was.
void Stepping::answer(const std::string& line) try {
  std::visit([this](const auto& one) { grant(one); }, expect_request(line));
} catch (const Problem& problem) {
  complain(problem);
}

void Stepping::grant(const request::Why& why) {
  const auto evidence = why.seq > 0 ? session_.why(why.seq) : session_.why(why.process);
  if (!evidence) {
    const std::string what = why.seq > 0 ? std::to_string(why.seq) : why.process;
    throw Problem(Status::usage, SessionProblem::why_nothing, {what});
  }
  line_.say(to_line(message::Why{why.seq, *evidence}));
}

bool Stepping::take_step(const Name& who) {
  line_.begin_step();
  return session_.step(who);
}

// False where the run is over before there is anything to choose.
bool Stepping::go_to_choice() {
  if (pauses_ == Pauses::at_steps) return true;
  bool goes_on = true;
  while (goes_on && !line_.stopped() && session_.state().ready.size() == 1) goes_on = take_step({});
  if (goes_on) choices_.push_back(session_.steps());
  return goes_on;
}

void Stepping::grant(const request::Go& go) {
  if (over_) throw Problem(Status::usage, SessionProblem::go_over);
  line_.begin_steps({});
  after_steps(take_step(go.process));
}

void Stepping::grant(const request::Continue& until) {
  if (over_) throw Problem(Status::usage, SessionProblem::go_over);
  bool there = false, goes_on = true;
  line_.begin_steps([&](const Event& event) {
    there = there || (until.process.empty() && is_reached(until, event));
  });
  while (goes_on && !there && !line_.stopped()) {
    const Name who = session_.next();
    goes_on = take_step({});
    there = there || is_of(who, until.process);
  }
  after_steps(goes_on);
}

// A step that was given up halfway is as if it had not been begun.
void Stepping::after_steps(bool goes_on) {
  if (goes_on) goes_on = go_to_choice();
  const bool given_up = !goes_on && line_.stopped();
  line_.end_steps();
  if (line_.is_gone()) return;
  if (given_up) return go_back(1);
  ask();  // also of a run that is over: those who wait for ever are told before they are ended
  if (!goes_on) conclude();
}

void Stepping::grant(const request::Back& back) {
  const int steps = steps_over(back.steps);
  if (steps == 0) throw Problem(Status::usage, SessionProblem::back_start);
  go_back(steps);
}

void Stepping::grant(const request::Input& input) {
  if (over_) throw Problem(Status::usage, SessionProblem::go_over);
  session_.type(input.text);
  ask();
}

// How many steps lie between here and so many pauses ago.
int Stepping::steps_over(int pauses) {
  const int now = session_.steps();
  if (pauses_ == Pauses::at_steps) return std::min(pauses, now);
  std::erase_if(choices_, [&](int at) { return at >= now; });
  if (choices_.empty()) return 0;
  const auto back = std::min(static_cast<std::size_t>(pauses), choices_.size());
  return now - choices_[choices_.size() - back];
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

void Stepping::conclude() {
  over_ = true;
  const Finished finished = session_.stop();
  if (finished.outcome.differs) complain(*finished.outcome.differs, true);
  End end = voice_.end(finished);
  end.time = line_.time();
  line_.say(trace::to_line(session_.as_told(std::move(end))) + "\n");
}

void Stepping::grant(const request::Quit&) {
  has_quit_ = true;
  if (!over_) conclude();
}

}  // namespace

void serve_reader(const Fd& connection, Session& session, const Run& header, const Voice& voice,
                  Pauses pauses) {
  Stepping(connection, session, header, voice, pauses).serve();
}

}  // namespace procdemo::session
