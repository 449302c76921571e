// What is said when questions are asked, as lines. The same rules as in show/words/words.h; the
// words stand in en/quiz.cpp and zh/quiz.cpp.
#pragma once

#include "cli/room.h"
#include "show/words/words.h"

namespace procdemo::cli {

enum class QuizSays {
  no_reader,      // and no file that answers
  not_in_python,  // {0} ids of questions: the program in C++ alone shows their answers
  prompt,         // {0} how it is answered
  prompt_hint,    // likewise, where there is a hint
  change,         // {0} the answer, which is not yet shown to be right
  no_answer,      // {0} what was typed, {1} how it is answered
  no_hint,
  passed,    // nothing was answered
  later,     // what becomes of it is shown when the run was told
  foretold,  // {0} what was asked: its answer follows
  score,     // {0} how many are right, {1} of how many that were answered

  end_of_list  // stays last
};

}  // namespace procdemo::cli

namespace procdemo::show {
template <>
Entries<cli::QuizSays> english<cli::QuizSays>();
template <>
Entries<cli::QuizSays> chinese<cli::QuizSays>();
}  // namespace procdemo::show
