#include "cli/quiz/quiz_options.h"

#include <unistd.h>

#include "base/fd.h"
#include "base/problem.h"
#include "cli/problems.h"
#include "cli/words/quiz.h"

namespace procdemo::cli {

std::vector<Option> quiz_options() {
  return {{"quiz",
           flag,
           {"asks the lesson's questions: before the run, in the middle of it, and after it",
            "在运行之前、途中和之后提出这一课的问题"}},
          {"answers",
           Argument::file(),
           {"with the questions of --quiz, which FILE (TOML) answers: how-many = 6",
            "提出 --quiz 的问题，由 FILE（TOML）回答：how-many = 6"}}};
}

QuizOptions read_quiz_options(const Given& given, const User& user, bool live_only,
                              RunOptions& options) {
  QuizOptions quiz{.wanted = given.has("quiz") || given.has("answers"),
                   .answers = given.text("answers")};
  if (!quiz.wanted) return quiz;
  if (options.format == Format::jsonl) {
    throw Problem(Status::usage, CommandProblem::quiz_format);
  }
  if (options.step.wanted()) throw Problem(Status::usage, CommandProblem::quiz_step);
  const bool has_reader = user.terminal && ::isatty(STDIN_FILENO) == 1;
  if (quiz.answers.empty() && !has_reader) {
    write_all(STDERR_FILENO, say(user.language, QuizSays::no_reader) + "\n");
    return {};
  }
  Request& request = options.request;
  if (request.live() && !live_only && !given.has("speed")) {
    request.schedule = text_of(PolicyName());
    request.order.emplace();
  }
  return quiz;
}

}  // namespace procdemo::cli
