#include "session/stepping/stepping.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "session/problems.h"
#include "session/stepping/protocol.h"
#include "session/stepping/reader_line.h"
#include "session/stepping/requests.h"
#include "session/stepping/sought.h"
#include "session/stepping/spare.h"
#include "trace/json.h"

namespace procdemo::session {
namespace {

[[noreturn]] void refuse(const request::Why& why, std::size_t events) {
  using enum SessionProblem;
  if (why.seq == 0) throw Problem(Status::usage, why_nobody, {why.process});
  const std::string number = std::to_string(why.seq);
  if (why.seq <= events) throw Problem(Status::usage, why_no_act, {number});
  throw Problem(Status::usage, why_no_event, {number, std::to_string(events)});
}

class Stepping {
 public:
  Stepping(const Fd& connection, Session& session, const Run& header, const Voice& voice,
           Twin& twin, Pauses pauses)
      : session_(session),
        voice_(voice),
        pauses_(pauses),
        twin_(twin),
        line_(connection, header),
        spare_(session, twin, line_, connection) {}
  Stepping(const Stepping&) = delete;
  Stepping& operator=(const Stepping&) = delete;
  ~Stepping() { session_.abandon(); }  // events go to a line that ends here

  void serve() {
    if (twin_.serves()) {
      session_.start(line_);
      line_.begin_steps({});
      after_steps(true);
    }
    while (!has_quit_) {
      if (!twin_.serves() && !hold_spare()) return;
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
  void grant(const request::Signal& sent);
  void grant(const request::Stop&) {}  // nothing is under way
  void grant(const request::Why& why);
  void grant(const request::Quit&);

  bool asks_at_each_step() const;
  bool take_step(const Name& who, bool goes_on = false);
  bool go_to_pause(const Name& named);
  int steps_over(int pauses);
  void after_steps(bool goes_on, const Name& named = {});
  void go_back(int steps);
  void told_back();
  bool hold_spare();
  void tell_discarded();
  void conclude(std::optional<int> status = {});
  void ask();
  void complain(const Problem& problem, bool over = false);

  Session& session_;
  const Voice& voice_;
  const Pauses pauses_;
  Twin& twin_;
  ReaderLine line_;
  Spare spare_;
  std::optional<Sought> sought_;  // of the request that is being granted
  std::vector<int> asked_;        // after how many steps the reader was, where not at each
  bool over_ = false;
  bool has_quit_ = false;
};

void Stepping::ask() {
  RunStatus status = session_.state();
  message::Ask ask{.step = session_.steps(), .time = status.now, .next = session_.next()};
  ask.again = session_.done_again();
  for (Ready& ready : status.ready) {
    ready.input = session_.awaits_input(ready.name);
    ask.does.push_back(voice_.does(ready.does));
  }
  ask.ready = std::move(status.ready);
  ask.waiting = std::move(status.waiting);
  line_.say(to_line(ask));
  spare_.keep();
}

void Stepping::complain(const Problem& problem, bool over) {
  line_.say(to_line(message::Error{
      .status = static_cast<int>(problem.status()), .problem = voice_.say(problem), .over = over}));
}

// What is wrong with a request leaves the run as it was.
void Stepping::answer(const std::string& line) try {
  sought_.reset();
  std::visit([this](const auto& one) { grant(one); }, expect_request(line));
} catch (const Problem& problem) {
  complain(problem);
}

void Stepping::grant(const request::Why& why) {
  const auto evidence = why.seq > 0 ? session_.why(why.seq) : session_.why(why.process);
  if (!evidence) refuse(why, session_.events());
  line_.say(to_line(message::Why{why.seq, *evidence}));
}

bool Stepping::asks_at_each_step() const {
  return pauses_ == Pauses::at_steps && !session_.has_hidden_steps();
}

bool Stepping::take_step(const Name& who, bool goes_on) {
  line_.begin_step();
  return session_.step(who, goes_on);
}

// On to where the reader is asked: whoever was named goes on first. False where the run is over
// before that.
bool Stepping::go_to_pause(const Name& named) {
  if (asks_at_each_step()) return true;
  bool goes_on = true;
  const auto may_go_on = [&] { return goes_on && !line_.stopped(); };
  const auto is_ready = [&] {
    return !named.empty() && std::ranges::count(session_.ready(), named) != 0;
  };
  while (may_go_on() && is_ready() && session_.is_hidden(named)) {
    goes_on = take_step(named, true);
  }
  const auto asks = [&] {
    if (pauses_ == Pauses::at_choices && session_.ready().size() == 1) return false;
    return is_ready() || !session_.is_hidden(session_.next());
  };
  while (may_go_on() && !asks()) goes_on = take_step({});
  if (goes_on) asked_.push_back(session_.steps());
  return goes_on;
}

void Stepping::grant(const request::Go& go) {
  if (over_) throw Problem(Status::usage, SessionProblem::go_over);
  line_.begin_steps({});
  const bool goes_on = take_step(go.process);
  after_steps(goes_on, go.process);
}

void Stepping::grant(const request::Continue& until) {
  if (over_) throw Problem(Status::usage, SessionProblem::go_over);
  if (!until.process.empty() && !session_.may_come(until.process)) {
    throw Problem(Status::usage, SessionProblem::until_gone,
                  {until.process, names_of(session_.ready())});
  }
  sought_.emplace(until, session_.steps(), [this] { return session_.state(); });
  line_.begin_steps([this](const Event& event) {
    if (sought_) sought_->hear(event);
  });
  bool goes_on = true;
  while (goes_on && !sought_->has_come() && !line_.stopped()) {
    const Name who = session_.next();
    goes_on = take_step({});
    sought_->took_step(who, session_.steps(), goes_on);
  }
  after_steps(goes_on);
}

// A step that was given up halfway is as if it had not been begun.
void Stepping::after_steps(bool goes_on, const Name& named) {
  if (goes_on) goes_on = go_to_pause(named);
  const bool given_up = !goes_on && line_.stopped();
  line_.end_steps();
  if (line_.is_gone()) return;
  if (given_up) sought_.reset();
  if (given_up) return go_back(session_.has_intervened() ? 0 : 1);
  ask();  // also of a run that is over: those who wait for ever are told before they are ended
  if (!goes_on) conclude();
}

void Stepping::grant(const request::Back& back) {
  const int undone = session_.has_intervened() ? 1 : 0;
  const int steps = steps_over(back.steps - undone);
  if (steps + undone == 0) throw Problem(Status::usage, SessionProblem::back_start);
  go_back(steps);
}

void Stepping::grant(const request::Input& input) {
  if (over_) throw Problem(Status::usage, SessionProblem::go_over);
  session_.type(input.text);
  ask();
}

void Stepping::grant(const request::Signal& sent) {
  if (over_) throw Problem(Status::usage, SessionProblem::go_over);
  line_.begin_steps({});
  after_steps(session_.signal(sent.signal, sent.process));
}

// How many steps lie between here and so many pauses ago.
int Stepping::steps_over(int pauses) {
  const int now = session_.steps();
  if (asks_at_each_step()) return std::min(pauses, now);
  if (pauses == 0) return 0;
  std::erase_if(asked_, [&](int at) { return at >= now; });
  if (asked_.empty()) return 0;
  const auto back = std::min(static_cast<std::size_t>(pauses), asked_.size());
  return now - asked_[asked_.size() - back];
}

void Stepping::go_back(int steps) try {
  session_.expect_back(steps);
  if (spare_.hand_over(std::max(0, session_.steps() - steps), asked_)) return;
  line_.begin_steps_again();
  session_.back(steps, [this] { return !line_.stopped() || !asks_at_each_step(); });
  line_.end_steps();
  told_back();
} catch (const Problem& problem) {
  line_.end_steps();
  if (!problem.is(SessionProblem::back_differs)) throw;
  complain(problem, true);
  conclude(static_cast<int>(problem.status()));
}

void Stepping::told_back() {
  over_ = false;
  line_.say(to_line(message::Back{.step = session_.steps(),
                                  .events = session_.events(),
                                  .changed = session_.changed_meanwhile()}));
  ask();
}

// Until this worker serves: false where there is nobody to be served.
bool Stepping::hold_spare() {
  auto asked = spare_.hold();
  if (!asked) return false;
  asked_ = *std::move(asked);
  told_back();
  return true;
}

void Stepping::tell_discarded() {
  const std::vector<std::string> files = session_.written_into_copies();
  if (!files.empty()) line_.say(to_line(discarded(files)));
}

// `status`: the run's exit status, where it is not its own.
void Stepping::conclude(std::optional<int> status) {
  over_ = true;
  tell_discarded();
  const Finished finished = session_.stop();
  if (const auto way = session_.way(); !way.empty()) line_.say(to_line(message::Again{way}));
  if (finished.outcome.differs) {
    complain(*finished.outcome.differs, true);
  } else if (sought_ && sought_->is_missed()) {
    complain(sought_->missed(session_.steps()), true);
  }
  End end = voice_.end(finished);
  end.time = session_.time();
  if (status) end.status = *status;
  line_.say(trace::to_line(session_.as_told(std::move(end))) + "\n");
}

void Stepping::grant(const request::Quit&) {
  has_quit_ = true;
  if (!over_) conclude();
}

}  // namespace

void serve_reader(const Fd& connection, Session& session, const Run& header, const Voice& voice,
                  Twin& twin, Pauses pauses) {
  Stepping(connection, session, header, voice, twin, pauses).serve();
}

}  // namespace procdemo::session
