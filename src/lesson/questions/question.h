// A question about a lesson: asked before its answer can be seen, and graded by what really
// happened, never by a stored answer. What is stored is how to find out: patterns and claims, as
// lesson.toml has them, and a run that shows it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "claims/claim.h"
#include "lesson/room.h"

namespace procdemo::lesson {

/// What makes an answer true: a claim, of one run or of all orders of it.
struct Condition {
  enum class Orders {
    this_run,
    every,  ///< no order breaks it: known of a complete exploration alone
    some    ///< it holds in one order at least: that one is enough
  };
  Orders orders = Orders::this_run;
  Claim claim;  ///< its id is the question's, with the numbers of choice and condition
};

/// One of the answers that a question offers.
struct Choice {
  Wording words;
  std::vector<Condition> holds;  ///< it is right where all of these are true
  std::string does;              ///< of a question what a process does next: the intention's kind
  Wording why;                   ///< why it is tempting, and what is so instead; may be empty
};

/// A wrong answer that is foreseen, where none are offered.
struct Tempting {
  std::string answer;
  Wording why;
};

/// How its answers look, and what they are held against.
struct Question {
  enum class Kind {
    number,    ///< how many events match a pattern
    choice,    ///< one of some, or (several) each that is true
    outputs,   ///< which of these outputs are possible
    order,     ///< lines, to be put into an order that is possible
    next,      ///< who can go on at this moment
    does,      ///< what a process will do when it goes on: one of some
    schedule,  ///< an order in which something is so
  };
  enum class Moment {
    before,  ///< the run
    at,      ///< a moment of it: before the first event that matches is told
    after
  };

  std::string id;
  int line = 0;  ///< in its file
  Kind kind = Kind::choice;
  Moment moment = Moment::before;
  Pattern at;         ///< Moment::at
  OptionValues when;  ///< asked only of runs with these values of options
  Wording words;
  std::vector<Wording> hints;  ///< each gives a little more
  Wording why;                 ///< told with the answer, to everybody; may be empty

  // The run that it is about; of the lesson as it was called, where `run` is empty.
  std::string run;            ///< as it is typed behind procdemo: "fork --rounds 1"
  bool exact_sleeps = false;  ///< only orders in which each sleep takes its time: that is said

  Pattern count;                     ///< Kind::number
  std::vector<Choice> choices;       ///< choice, does; outputs (their lines are `lines`)
  bool several = false;              ///< of a choice: more than one may be right
  std::vector<std::string> outputs;  ///< whole outputs, a line ended by a newline each
  std::vector<std::string> lines;    ///< Kind::order
  std::string process;               ///< Kind::does
  std::optional<Condition> goal;     ///< Kind::schedule
  std::vector<Tempting> tempting;    ///< number, order, next

  bool has_own_run() const { return !run.empty(); }
  bool takes_several() const { return several || kind == Kind::outputs || kind == Kind::next; }
};

/// The kinds of what a process may do next (trace/intention.h).
const std::vector<std::string>& intention_kinds();

/// Whether it takes an exploration to grade it.
bool needs_exploration(const Question& question);

/// All that a run of it has to find out.
std::vector<Condition> conditions_of(const Question& question);

}  // namespace procdemo::lesson
