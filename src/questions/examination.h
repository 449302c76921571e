// A question held against the run that it is asked about: whether its answer can be found out, its
// wrong answers are wrong, and nothing of it is on the screen already.
#pragma once

#include <string>
#include <vector>

#include "questions/grade.h"
#include "questions/knowledge.h"
#include "questions/room.h"

namespace procdemo::questions {

/// What may be wrong with a question.
enum class QuestionFault {
  no_answer,       // it could not be found out; {0} of which choice, or empty: of all
  none_right,      // of its choices
  several_right,   // {0} which: and one letter is to be the answer
  nothing_wrong,   // of several there is none that is wrong
  tempting_right,  // {0} which answer
  never_asked,     // nothing matches `at`
  already_told,    // all that it is about came before `at`

  end_of_list  // stays last
};

struct ExaminationFault {
  QuestionFault what;
  std::string which = {};
  bool operator==(const ExaminationFault&) const = default;
};

/// What there is to know of a question, without an answer to it.
struct Solved {
  Facts facts;
  Grade grade;  ///< its best answer, and the truth of each choice
};

/// `called` is a run of the lesson in which it is asked, or null.
Solved solve(const Question& question, Knowledge& knowledge, const SeenRun* called);

std::vector<ExaminationFault> faults_of(const Question& question, const Solved& solved,
                                        const SeenRun* called);

/// Whether it is asked of a run under these conditions: its `when` fits them.
bool is_asked_under(const Question& question, const Conditions& conditions);

/// Whether only a lesson's program in C++ shows its answer: probes of our library, variables in
/// memory, an exploration of the lesson as it was called.
bool needs_cpp(const Question& question);

/// The options under which a question is asked: the lesson's own, but for its `when`.
QuestionRun run_for(const Question& question, const Lesson& lesson,
                    const std::filesystem::path& program);

/// The run in which it is asked. Nothing where it could not be made: `status` is then the exit
/// status.
std::optional<SeenRun> run_called(const QuestionRun& run, const Carried& carry, int& status);

}  // namespace procdemo::questions
