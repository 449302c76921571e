// One run of a lesson whose reader is asked questions about it.
//
// The run is made to its end first; then it is told, up to each question that belongs to a moment
// of it. So what was foretold, and what follows, is graded by the very run that is told.
#pragma once

#include "cli/quiz/quiz_options.h"
#include "cli/room.h"
#include "cli/running/run_options.h"
#include "cli/running/tell_run.h"
#include "cli/user.h"
#include "lesson/lesson.h"
#include "session/subject.h"

namespace procdemo::cli {

struct QuizCall {
  const LessonCall& lesson;
  const QuizOptions& quiz;
  Subject& subject;
  RunOptions& options;
  const Judge& judge;
};

/// Returns procdemo's exit status: how questions are answered does not matter for it. Throws
/// Problem.
int quiz_run(const QuizCall& call, const User& user);

}  // namespace procdemo::cli
