#include "cli/quiz/quiz_run.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "base/problem.h"
#include "cli/course/marks.h"
#include "cli/quiz/quiz.h"
#include "cli/running/run_output.h"
#include "cli/words/quiz.h"
#include "course/progress_file.h"
#include "lesson/catalogue.h"
#include "questions/examination.h"

namespace procdemo::cli {
namespace {

bool wants_stands(const std::vector<Question>& questions) {
  return std::ranges::any_of(questions, [](const Question& question) {
    return question.kind == Question::Kind::next || question.kind == Question::Kind::does;
  });
}

QuestionRun run_of(const QuizCall& call) {
  OptionValues given;
  for (const std::string& name : call.lesson.given) {
    const auto value = call.lesson.values.find(name);
    if (value != call.lesson.values.end()) given.insert(*value);
  }
  return {.lesson = call.lesson.lesson,
          .program = call.lesson.program,
          .values = call.lesson.values,
          .given = std::move(given),
          .terminal = call.options.request.terminal,
          .limits = call.options.request.limits};
}

/// What a reader answers is remembered as it is in the course, but of a folder of somebody's own.
Marking marking(const Lesson& lesson, ProgressFile& file) {
  if (!is_own(lesson)) return [](const auto&...) {};
  return [&](const Question& question, const Answer& answer, const std::optional<bool>& right) {
    file.change([&](Progress& progress) {
      mark_answer(progress, lesson.name, question.id, text_of(question, answer), right);
    });
  };
}

/// The run as everybody is told it.
class NarratedRun final : public QuizTelling {
 public:
  NarratedRun(const Subject& subject, const RunOptions& options) : output_(subject, options) {}

  void begin() override { output_.begin(); }
  void event(const Event& event) override { output_.event(event); }
  void end(const End& end) override { output_.end(end); }
  void pause() override {
    output_.pause();
    output_.flush();
  }

 private:
  RunOutput output_;
};

int tell_asking(const QuizCall& call, const SeenRun& run, Answerer& answerer, const Marking& mark,
                const User& user) {
  Asking asking(call.options.style, answerer);
  Quiz quiz(run_of(call), asking, carried_for(user), mark);
  NarratedRun told(call.subject, call.options);
  if (is_python(call.lesson.values)) {
    const std::vector<std::string> ids = quiz.leave_out_unanswerable(run);
    const QuizSays what = QuizSays::not_in_python;
    if (!ids.empty())
      asking.say_line(say(user.language, what, fmt::format("{}", fmt::join(ids, ", "))));
  }
  told.begin();
  told.pause();
  quiz.before(run);
  quiz.tell(run, told);
  told.pause();
  quiz.reveal(run);
  told.end(run.end);
  quiz.after(run);
  if (quiz.answered() > 0) {
    asking.say_line(say(user.language, QuizSays::score, quiz.right(), quiz.answered()));
  }
  return run.end.status;
}

}  // namespace

int quiz_run(const QuizCall& call, const User& user) {
  const std::vector<Question>& questions = call.lesson.lesson.questions;
  std::optional<Answers> answers;
  if (!call.quiz.answers.empty()) answers = load_answers(call.quiz.answers, questions);
  const auto end = [&](const Finished& run) {
    const int status = call.judge.status(run.outcome, run.claims);
    return end_of(run.outcome, status, run.token, run.claims);
  };
  int status = 0;
  const Seeing seeing = {.carry = carried_for(user), .end = end, .stands = wants_stands(questions)};
  auto run = see(call.subject, call.options.request, seeing, status);
  if (!run) return status == 0 ? static_cast<int>(Status::not_allowed) : status;
  call.subject.header = run->run;
  if (!answers) {
    TypingReader reader;
    ProgressFile progress;
    const int ended = tell_asking(call, *run, reader, marking(call.lesson.lesson, progress), user);
    tell_troubles(progress, user);
    return ended;
  }
  AnswersOfFile file(*std::move(answers));
  return tell_asking(call, *run, file, [](const auto&...) {}, user);
}

}  // namespace procdemo::cli
