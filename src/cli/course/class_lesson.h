// A lesson as a class will see it, made before it sees anything: a run to its end, and what is
// right in the questions that are asked about it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/room.h"
#include "lesson/lesson.h"
#include "questions/examination.h"
#include "questions/votes.h"

namespace procdemo::cli {

struct ClassQuestion {
  const questions::Question& question;
  questions::Solved solved;
  std::optional<questions::Votes> votes;  ///< as the teacher has typed them
};

class ClassLesson {
 public:
  /// Takes the time of its runs: a second or two, where the lesson needs the real clock its own.
  /// The lesson lives longer.
  explicit ClassLesson(const Lesson& lesson);

  const Lesson& lesson() const { return lesson_; }

  /// Nothing where none could be made; then nothing is asked, either.
  const std::optional<questions::SeenRun>& run() const { return run_; }

  /// It, as JSON Lines; or empty.
  std::string trace() const;

  std::vector<ClassQuestion>& questions() { return questions_; }

 private:
  void solve_questions(const questions::QuestionRun& called);

  const Lesson& lesson_;
  std::optional<questions::SeenRun> run_;
  std::optional<questions::Knowledge> knowledge_;  // it owns what answers are held against
  std::vector<ClassQuestion> questions_;
};

}  // namespace procdemo::cli
