// The questions of a lesson, asked of a reader: before a run what it will show, at moments of it
// what comes next, after it what would be otherwise. The run was made to its end before it is told:
// so what was foretold, and what follows, is graded by the very run that is told.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "cli/quiz/asking.h"
#include "cli/room.h"
#include "cli/user.h"
#include "questions/examination.h"

namespace procdemo::cli {

/// To whom a run is told, in which questions are asked.
class QuizTelling {
 public:
  virtual ~QuizTelling() = default;
  virtual void begin() = 0;
  virtual void event(const Event& event) = 0;
  virtual void end(const End& end) = 0;

  /// All that was told is seen: a question follows.
  virtual void pause() = 0;

  /// Whether the reader has had enough of it.
  virtual bool has_left() const { return false; }
};

/// What came of an answer; nothing where nobody can say.
using Marking = std::function<void(const Question& question, const Answer& answer,
                                   const std::optional<bool>& right)>;

class Quiz {
 public:
  /// Of a lesson as it was called. `asking` lives longer.
  Quiz(const QuestionRun& called, Asking& asking, Carried carry, Marking mark);

  /// Asks. What the run is to show is kept until then; all else is graded, and told at once. `run`:
  /// the one that it is asked in, or null.
  Asked ask(const Question& question, const SeenRun* run);

  /// An answer that was given before, and is shown by the run.
  void foretell(const Question& question, Answer answer);

  /// Whether the run is still to show how such an answer was.
  bool has_foretold() const { return !foretold_.empty(); }

  /// Those that this run, of the program in Python, can't answer are not asked. Returns their ids.
  std::vector<std::string> leave_out_unanswerable(const SeenRun& run);

  /// Asks those of before the run; tells it, asking; then what was foretold, and what comes after.
  /// Each ends where the reader leaves a question by a command: see left_by().
  void before(const SeenRun& run);
  void tell(const SeenRun& run, QuizTelling& telling);
  void reveal(const SeenRun& run);
  void after(const SeenRun& run);

  /// The command that a question was left by, or empty; and whether nobody answers any more.
  const std::string& left_by() const { return left_by_; }
  bool is_left() const { return is_gone_ || !left_by_.empty(); }
  bool is_gone() const { return is_gone_; }
  void stay() { left_by_.clear(); }

  /// How many of the answers could be graded, and how many were right.
  int answered() const { return answered_; }
  int right() const { return right_; }

 private:
  void ask_all(Question::Moment moment, const SeenRun& run);
  bool is_asked(const Question& question, const SeenRun& run) const;
  void tell_answer(const Question& question, const Answer& answer, const SeenRun* run,
                   const std::string& above = "");

  const Lesson lesson_;
  Asking& asking_;
  Knowledge knowledge_;
  Marking mark_;
  std::map<std::string, Answer> foretold_;  // by the ids of questions
  std::set<std::string> left_out_;          // likewise
  std::string left_by_;
  bool is_gone_ = false;
  int answered_ = 0, right_ = 0;
};

/// Runs are made where what goes wrong is said, in this user's words.
Carried carried_for(const User& user);

/// Whether its answer is shown by the run of the lesson, and not before.
bool is_foretold(const Question& question);

}  // namespace procdemo::cli
